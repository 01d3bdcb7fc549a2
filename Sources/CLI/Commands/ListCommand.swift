import ArgumentParser
import AuthCore

/// `authtop list`: the sessions of all backends.
struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the stored sessions; never prints a token and never asks for a passphrase."
  )

  @Option(help: ArgumentHelp("Only this backend.", valueName: "backend"))
  var backend: String?

  @Flag(help: "Print a JSON array.")
  var json = false

  @Option(help: ArgumentHelp("Print at most so many sessions.", valueName: "count"))
  var limit: Int?

  @Option(
    help: ArgumentHelp(
      "Print those that come after this session; its whole id, as the list prints it.",
      valueName: "id"
    )
  )
  var after: String?

  @OptionGroup var pool: PoolOptions

  func run() async throws { try await KeyAsking.never { try await list() } }

  private func list() async throws {
    try await reporting {
      try await Wiring.with(pool, onlyLooks: true) { wiring in
        var writer = SessionListWriter(
          pages: try pages(wiring.manager),
          context: CheckContext(now: Wiring.clock(), pools: wiring.manager.pools.configurations)
        )
        try await writer.write(json: json)
        for (id, remark) in writer.remarks where !json {
          StandardError.write("authtop: \(id): \(remark), kept as they are")
        }
        await tellOpenEnds(wiring.manager)
        await wiring.manager.forgetOldUndoSteps()
        // A backend that could not be read makes the answer incomplete, and the exit code says so.
        guard !writer.failures.isEmpty else { return }
        throw CommandFailure(
          writer.failures.joined(separator: "; "),
          code: CommandFailure.Code.backendFailed
        )
      }
    }
  }

  /// What earlier programs began and did not end.
  private func tellOpenEnds(_ manager: SessionManager) async {
    let unfinished = await manager.unfinishedMoves()
    let refreshes = await manager.finishRefreshes(retrying: false)
    for note in unfinished + refreshes + (await manager.unknownSignOuts()) {
      StandardError.write("authtop: \(note)")
    }
  }

  func validate() throws {
    guard limit.map({ $0 > 0 }) ?? true else {
      throw ValidationError("--limit takes a number above zero.")
    }
    guard after.map({ SessionID($0) != nil }) ?? true else {
      throw ValidationError("--after takes a whole id: backend/clientId/username.")
    }
  }

  private func pages(_ manager: SessionManager) throws -> SessionPages {
    let wanted = backend.map { [BackendID($0)] } ?? manager.backends.map(\.id)
    for id in wanted where !manager.backends.contains(where: { $0.id == id }) {
      throw SessionError.unknownBackend(id, known: manager.backends.map(\.id))
    }
    let start = after.flatMap { SessionID($0) }
    if let start, !wanted.contains(start.backend) {
      throw CommandFailure(
        "--after \(start): that backend is not listed",
        code: CommandFailure.Code.unusableInput
      )
    }
    return SessionPages(manager, wanted, after: start, limit: limit)
  }
}
