import ArgumentParser
import AuthCore
import Glibc

/// `authtop refresh`: renew tokens at the pool.
struct RefreshCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refresh",
    abstract: "Renew the tokens of sessions.",
    discussion: """
      One process at a time asks the pool about a session; tokens that another one stored meanwhile \
      are the answer. Copies in other backends that a rotation would end are named before anything \
      is sent, on standard error, and get the new tokens too. Whatever fails, what is stored is kept.
      """
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

  @Flag(
    help: """
      Stay, and renew the sessions of each pool that has a refresh policy when they are due; ends by \
      Ctrl-C or SIGTERM.
      """
  )
  var watch = false

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  @OptionGroup var pool: PoolOptions

  func validate() throws {
    guard [all, watch, !ids.isEmpty].count(where: { $0 }) == 1 else {
      throw ValidationError("Name sessions, or give --all or --watch.")
    }
    guard !watch || !dryRun else { throw ValidationError("--watch has no --dry-run.") }
  }

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool, onlyLooks: watch) { wiring in
        if watch {
          try await Self.watch(wiring.manager, orTo: orTo)
          return
        }
        let chosen =
          all
          ? try await Self.renewable(wiring.manager)
          : try await SessionSelection.sessions(ids, in: wiring.manager).map(\.id)
        if dryRun {
          try await Batch.run(chosen) { id in
            RefreshText.plan(try await wiring.manager.refreshPlan(id))
          }
          return
        }
        for note in await wiring.manager.finishRefreshes(retrying: true, naming: Self.notify) {
          StandardError.write("authtop: \(note)")
        }
        try await Batch.run(chosen) { id in
          do {
            let outcome = try await wiring.manager.refresh(id) { Self.notify(id, $0) }
            return "refreshed \(id): \(outcome)"
          } catch let error as SessionError {
            return try await HeldTokens(manager: wiring.manager, orTo: orTo).rescue(after: error)
          }
        }
      }
    }
  }

  /// All that have a refresh token which the pool did not refuse; no more than their names are held.
  private static func renewable(_ manager: SessionManager) async throws -> [SessionID] {
    var pages = SessionPages(manager, manager.backends.map(\.id), after: nil, limit: nil)
    var ids: [SessionID] = []
    try await pages.read { page in
      ids += page.sessions.filter { $0.refresh != nil && $0.refusal == nil }.map(\.id)
    }
    return ids
  }

  /// Names the copies first, and on standard error: what was done comes on standard output.
  @Sendable
  static func notify(_ id: SessionID, _ copies: [SessionID]) {
    StandardError.write("authtop: \(SingleLine.text(RefreshText.notice(id, copies)))")
  }

  private static func watch(_ manager: SessionManager, orTo: String?) async throws {
    let signals = Signals()
    let runner = PolicyRunner(manager: manager) { line, isFailure in
      if isFailure {
        StandardError.write("authtop: \(line)")
      } else {
        print(SingleLine.text(line))
        StandardOutput.flush()
      }
    }
    guard runner.isNeeded else {
      throw CommandFailure(
        "no configured pool has a refresh policy, so there is nothing to watch; set "
          + "\"refresh\" for a pool in the configuration file",
        code: CommandFailure.Code.unusableInput
      )
    }
    for note in await manager.finishRefreshes(retrying: true, naming: notify) {
      StandardError.write("authtop: \(note)")
    }
    let work = Task { await runner.run() }
    await signals.termination()
    work.cancel()
    // What no backend took while it ran would end with it.
    let held = await manager.heldSessions()
    guard !held.isEmpty else { return }
    try await Batch.run(held.map(\.id)) { id in
      guard let one = held.first(where: { $0.id == id }) else { return "" }
      // What another program removed comes back only where somebody says so.
      let isThere = (try? await manager.generation(of: id)) != nil
      let place = orTo ?? (isThere ? id.backend.rawValue : nil)
      return try await HeldTokens(manager: manager, orTo: place).rescue(one)
    }
  }
}
