import ArgumentParser
import AuthCore

/// `authtop verify`: whether a session's tokens are true, alive, and of use where they are stored.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verify the tokens of sessions with their pool's published keys.",
    discussion: """
      Each token is judged by shape, signature, time, issuer, audience and use; the session by how \
      it is stored; and with --online by the pool, which is asked whether it honours the access \
      token (GetUser). With --scope the access token must grant a scope, and with --group each \
      token must name a group. An access token that another issuer wrote for an API, or that only \
      its issuer can read, is not judged, which alone fails nothing. Exit codes: 0 all hold, \
      1 something does not, 3 the keys could not be had.
      """
  )

  @Argument(help: ArgumentHelp("Which sessions.", valueName: "id"))
  var ids: [String]

  @Flag(help: "Ask the pool whether it has revoked the access token.")
  var online = false

  @OptionGroup var grants: GrantOptions

  @Flag(help: "Print JSON, one object a session.")
  var json = false

  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool) { wiring in
        let manager = wiring.manager
        let sessions = try await SessionSelection.sessions(ids, in: manager)
        var code: Int32 = 0
        for session in sessions {
          let verdicts = try await manager.verify(
            session.id,
            online: online,
            scopes: grants.scopes,
            groups: grants.groups
          )
          let report = VerifyReport(verdicts, drift: session.driftMilliseconds)
          print(json ? report.record.text : report.text)
          code = max(code, report.exitCode)
        }
        if code != 0 { throw ExitCode(code) }
      }
    }
  }
}
