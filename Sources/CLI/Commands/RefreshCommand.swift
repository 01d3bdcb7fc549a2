import ArgumentParser
import AuthCore

/// `authtop refresh`: renew tokens at the pool.
struct RefreshCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refresh",
    abstract: "Renew the tokens of sessions.",
    discussion: """
      One process at a time asks the pool about a session; tokens that another one stored meanwhile \
      are the answer. Copies in other backends that a rotation would end get the new tokens too. \
      Whatever fails, what is stored is kept.
      """
  )

  @Argument(help: ArgumentHelp("Which sessions.", valueName: "id"))
  var ids: [String] = []

  @Flag(help: "Every session that has a refresh token and was not refused.")
  var all = false

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

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
        if dryRun {
          try await Batch.run(sessions.map(\.id)) { id in
            RefreshText.plan(try await wiring.manager.refreshPlan(id))
          }
          return
        }
        for note in await wiring.manager.finishRefreshes(retrying: true) {
          StandardError.write("authtop: \(SingleLine.text(note))")
        }
        try await Batch.run(sessions.map(\.id)) { id in
          let outcome = try await wiring.manager.refresh(id)
          return "refreshed \(id): \(outcome)"
        }
      }
    }
  }
}
