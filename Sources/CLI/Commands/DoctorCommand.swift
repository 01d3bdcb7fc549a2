import ArgumentParser
import AuthCore

/// `authtop doctor`: why a login is broken, and what to do.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check sessions and backends for what breaks logins.",
    discussion: """
      Checks everything, one backend, or one session. Each finding has a code, a severity, what was \
      seen and what to do; tokens are never shown. The exit code is 1 when one is an error.

      Nothing is sent anywhere unless --online is given: then each session's pool is asked for its \
      published keys, and by GetUser whether the access token is still alive.
      """
  )

  @Argument(help: ArgumentHelp("backend/clientId/username or a unique part.", valueName: "id"))
  var id: String?

  @Option(help: ArgumentHelp("Only this backend.", valueName: "backend"))
  var backend: String?

  @Flag(help: "Print a JSON object.")
  var json = false

  @Flag(help: "Ask the pools too: published keys, and GetUser.")
  var online = false

  @Flag(help: "Show personal claims.")
  var reveal = false

  @Flag(help: "List the checks and end.")
  var rules = false

  @OptionGroup var page: PageOptions
  @OptionGroup var pool: PoolOptions

  func validate() throws {
    if id != nil, backend != nil {
      throw ValidationError("name a session or a backend, not both")
    }
  }

  func run() async throws {
    try await reporting {
      if rules { return print(FindingText.rules(json: json)) }
      let origin = try page.webOrigin()
      try await Wiring.with(pool, onlyLooks: true) { wiring in
        let manager = wiring.manager
        let (scope, sessions) = try await chosen(manager)
        let findings = try await manager.findings(
          scope,
          origin: origin,
          learned: online ? await Self.learn(sessions, manager) : [:]
        )
        print(FindingText(findings, isRevealing: reveal).text(json: json))
        if findings.contains(where: { $0.severity == .error }) {
          throw ExitCode(CommandFailure.Code.refused)
        }
      }
    }
  }

  private func chosen(_ manager: SessionManager) async throws -> (CheckScope, [SessionID]) {
    if let backend {
      let snapshot = try await manager.snapshot(of: BackendID(backend))
      return (.backend(BackendID(backend)), snapshot.sessions.map(\.id))
    }
    guard let id else {
      let snapshots = online ? await manager.snapshots() : []
      return (.everything, snapshots.flatMap(\.sessions).map(\.id))
    }
    let session = try await SessionSelection.sessions([id], in: manager)[0]
    return (.session(session.id), [session.id])
  }

  /// What each session's pool says; one that cannot be asked stays unknown.
  private static func learn(
    _ ids: [SessionID],
    _ manager: SessionManager
  ) async -> [SessionID: LearnedFacts] {
    var learned: [SessionID: LearnedFacts] = [:]
    for id in ids {
      do throws(SessionError) {
        learned[id] = try await manager.learn(id)
      } catch {
        learned[id] = LearnedFacts(liveness: .unknown("\(error)"))
      }
    }
    return learned
  }
}
