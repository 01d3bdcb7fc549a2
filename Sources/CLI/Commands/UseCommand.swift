import ArgumentParser
import AuthCore

/// `authtop use`: choose the active backend.
struct UseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "use",
    abstract: "Choose the backend where sign-in writes and the app reads.",
    discussion: """
      No session is moved unless --move asks for it, as Amplify's setKeyValueStorage moves none: the \
      new storage looks signed out. With the name of a session instead of a backend, LastAuthUser of \
      its backend is made to name that session's user.
      """
  )

  @Argument(help: ArgumentHelp("The backend, or a session.", valueName: "backend|id"))
  var backend: String

  @Flag(help: "Move the sessions that the app reads now along.")
  var move = false

  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool) { wiring in
        let manager = wiring.manager
        let target = BackendID(backend)
        guard manager.backends.contains(where: { $0.id == target }) else {
          try await point(manager)
          return
        }
        let inUse = try await manager.sessionsInUse().filter { $0.backend != target }
        if move {
          try await Batch.run(inUse) { id in
            _ = try await manager.move(id, to: target)
            return "moved \(id) to \(target), pointer included"
          }
        }
        let previous = try await manager.activate(target)
        let rest: String =
          switch (move, inUse.count) {
          case (true, _): "\(inUse.count) sessions moved along"
          case (false, 0): "no session was moved"
          case (false, let count):
            "no session was moved: \(count) that the app read until now stay in \(previous), "
              + "and --move takes them along"
          }
        print(SingleLine.text("\(target) is active (before: \(previous)); \(rest)"))
        if let obstacle = await manager.obstacleToWriting(target) {
          StandardError.write(
            "authtop: \(target) is active and cannot be written now, so a sign-in there would "
              + "fail: \(obstacle)"
          )
        }
      }
    }
  }

  /// Makes the pointer of a session's backend name its user.
  private func point(_ manager: SessionManager) async throws {
    guard backend.contains("/"), !move else {
      throw SessionError.unknownBackend(BackendID(backend), known: manager.backends.map(\.id))
    }
    let id = try await SessionSelection.sessions([backend], in: manager)[0].id
    let before = try await manager.point(to: id)
    print(
      SingleLine.text(
        "LastAuthUser of \(id.backend) names \(id.username) (before: \(before ?? "nobody")); "
          + "no session was moved"
      )
    )
  }
}
