import ArgumentParser
import AuthCore

/// `authtop move`: take sessions to another backend.
struct MoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move",
    abstract: "Move sessions to another backend.",
    discussion: """
      A session is copied, read back and compared before the original is removed; the pointer \
      LastAuthUser goes with it. What the target cannot hold is said first, with --dry-run and \
      nothing else; authtop undo takes a move back.
      """
  )

  @Argument(help: ArgumentHelp("Which sessions.", valueName: "id"))
  var ids: [String]

  @Option(help: ArgumentHelp("The backend to move to.", valueName: "backend"))
  var to: String

  @Flag(help: "Say what the target cannot hold and what would change, and do nothing.")
  var dryRun = false

  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool) { wiring in
        let target = BackendID(to)
        guard let backend = wiring.manager.backends.first(where: { $0.id == target }) else {
          throw SessionError.unknownBackend(target, known: wiring.manager.backends.map(\.id))
        }
        let sessions = try await SessionSelection.sessions(ids, in: wiring.manager)
        let preview = try await wiring.manager.movePreview(sessions.map(\.id), to: target)
        if dryRun {
          for line in MoveText.lines(preview) { print(line) }
          if preview.obstacles.isEmpty { return }
          throw ExitCode(CommandFailure.Code.refused)
        }
        // A process that ends right after the move would take the session with it.
        guard backend.lifetime != .process else {
          throw CommandFailure(
            "\(target) lives only as long as this command, so the session would be lost; nothing "
              + "was moved; use the screen's m key for that",
            code: CommandFailure.Code.refused
          )
        }
        for line in MoveText.warnings(preview) { StandardError.write(line) }
        try await Batch.run(sessions.map(\.id)) { id in
          let outcome = try await wiring.manager.move(id, to: target)
          return "moved \(id) to \(target)" + (outcome.movedPointer ? ", pointer included" : "")
        }
      }
    }
  }
}
