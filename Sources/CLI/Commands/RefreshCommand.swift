import ArgumentParser
import AuthCore

/// `authtop refresh`: renew tokens at the pool.
struct RefreshCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refresh",
    abstract: "Renew the tokens of sessions."
  )

  @Argument(help: ArgumentHelp("Which sessions.", valueName: "id"))
  var ids: [String] = []

  @Flag(help: "Every session that has a refresh token and was not refused.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "Store new tokens there when their own backend cannot be written.",
      valueName: "backend"
    )
  )
  var orTo: String?

  @OptionGroup var pool: PoolOptions

  func validate() throws {
    guard all != !ids.isEmpty else {
      throw ValidationError("Name sessions, or give --all.")
    }
  }

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool) { wiring in
        let snapshots = await wiring.manager.snapshots()
        let sessions =
          all
          ? snapshots.flatMap(\.sessions).filter { $0.refresh != nil && $0.refusal == nil }
          : try SessionSelection.sessions(ids, among: snapshots)
        try await Batch.run(sessions.map(\.id)) { id in
          do {
            let outcome = try await wiring.manager.refresh(id)
            return "refreshed \(id): \(outcome)"
          } catch SessionError.notSaved(let id, let reason) {
            return try await HeldTokens.rescue(id, reason, orTo: orTo, wiring.manager)
          }
        }
      }
    }
  }
}
