import ArgumentParser
import AuthCore

/// `authtop sign-out`: end sessions here, or everywhere.
struct SignOutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-out",
    abstract: "Sign sessions out, here or everywhere.",
    discussion: """
      Here: RevokeToken ends this sign-in's family of tokens, then the stored keys are removed. \
      Everywhere (--global): GlobalSignOut ends all of the user's sessions on every device. \
      Afterwards the old tokens are tried, and the pool's answers listed. Tokens that were handed \
      out stay valid for whatever verifies offline, until they expire. If the pool refuses, nothing \
      is removed; if it does not answer, the session says so until a repeat settles it.
      """
  )

  @Argument(help: ArgumentHelp("Which sessions.", valueName: "id"))
  var ids: [String]

  @Flag(help: "On every device.")
  var global = false

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  @Flag(help: "Do not ask.")
  var yes = false

  @Flag(help: "Everywhere: renew an expired access token first, without which the pool refuses.")
  var refreshFirst = false

  @Flag(help: "Print JSON, one object a session.")
  var json = false

  @Flag(help: "Remove the stored keys although the pool refused or did not answer.")
  var removeAnyway = false

  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool) { wiring in
        let sessions = try await SessionSelection.sessions(ids, in: wiring.manager)
        let scope: SignOutScope = global ? .everywhere : .here
        for session in sessions {
          let plan = try await wiring.manager.signOutPlan(session.id, scope: scope)
          guard dryRun || !yes else { continue }
          print(
            json ? SignOutRecord.record(plan).text : SignOutText.plan(plan, at: Wiring.clock())
          )
        }
        if dryRun { return }
        if !yes { try Confirmation.ask("Sign out?") }
        var reports: [SignOutReport] = []
        for session in sessions {
          let report = try await wiring.manager.signOut(
            session.id,
            scope: scope,
            removeAnyway: removeAnyway,
            refreshFirst: refreshFirst
          )
          print(
            json
              ? SignOutRecord.record(report).text
              : SignOutText.report(report, at: Wiring.clock())
          )
          reports.append(report)
        }
        if let failure = SignOutText.failure(reports) { throw failure }
      }
    }
  }
}
