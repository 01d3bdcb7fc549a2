import ArgumentParser
import AuthCore
import TUI

/// `authtop list`: the sessions of all backends.
struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the stored sessions; never prints a token."
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

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool) { wiring in
        let snapshots = try await snapshots(wiring.manager)
        let now = Wiring.clock()
        let sessions = Checkup.withLedgerProblems(
          snapshots.flatMap(\.sessions),
          CheckContext(now: now, pools: wiring.manager.pools.configurations)
        )
        print(json ? Self.json(sessions, now) : Self.table(sessions, now))
        for case (let id, let remark?) in snapshots.map({ ($0.id, $0.remark) }) where !json {
          StandardError.write("authtop: \(id): \(remark), kept as they are")
        }
        let unfinished = await wiring.manager.unfinishedMoves()
        let refreshes = await wiring.manager.finishRefreshes(retrying: false)
        for note in unfinished + refreshes + (await wiring.manager.unknownSignOuts()) {
          StandardError.write("authtop: \(note)")
        }
        try Self.reportUnavailable(snapshots)
      }
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

  private func snapshots(_ manager: SessionManager) async throws -> [BackendSnapshot] {
    let wanted = backend.map { [BackendID($0)] } ?? manager.backends.map(\.id)
    guard limit != nil || after != nil else {
      return backend == nil
        ? await manager.snapshots() : [try await manager.snapshot(of: wanted[0])]
    }
    let start = after.flatMap { SessionID($0) }
    if let start, !wanted.contains(start.backend) {
      throw CommandFailure(
        "--after \(start): that backend is not listed",
        code: CommandFailure.Code.unusableInput
      )
    }
    var rest = limit ?? .max
    var found: [BackendSnapshot] = []
    for id in wanted.drop(while: { start != nil && $0 != start?.backend }) where rest > 0 {
      let user = start.flatMap { $0.backend == id ? SessionUser($0) : nil }
      let page = try await manager.snapshot(of: id, after: user, atMost: rest)
      found.append(page)
      rest -= page.sessions.count
    }
    return found
  }

  private static func json(_ sessions: [Session], _ now: NumericDate) -> String {
    let records = sessions.map { SessionRecord.record($0, at: now).text }
    return records.isEmpty ? "[]" : "[\n" + records.joined(separator: ",\n") + "\n]"
  }

  private static func table(_ sessions: [Session], _ now: NumericDate) -> String {
    var table = TextTable(
      header: ["STATE", "USER", "BACKEND", "APP", "ACCESS", "ID", "CLIENT", "NOTE"])
    for session in sessions {
      let note = session.refusal?.message ?? session.problems.first?.message ?? ""
      table.add([
        session.state(at: now).word, session.id.username, session.id.backend.rawValue,
        session.isActive ? "*" : session.isPointer ? "+" : "",
        left(session.access, session, now), left(session.idToken, session, now),
        session.id.clientID, note,
      ])
    }
    return table.lines.joined(separator: "\n")
  }

  private static func left(
    _ token: TokenSummary?,
    _ session: Session,
    _ now: NumericDate
  ) -> String {
    guard let token else { return "-" }
    return Countdown(milliseconds: Int(clamping: session.millisecondsLeft(of: token, at: now))).text
      .plain
  }

  /// A backend that could not be read makes the answer incomplete, and the exit code says so.
  private static func reportUnavailable(_ snapshots: [BackendSnapshot]) throws {
    let reasons = snapshots.compactMap { snapshot -> String? in
      // Where there is no terminal session, nothing can be stored in it: the list is complete.
      if case .unavailable(let reason) = snapshot.content, snapshot.lifetime != .terminal {
        "\(snapshot.id): \(reason)"
      } else {
        nil
      }
    }
    guard !reasons.isEmpty else { return }
    throw CommandFailure(
      reasons.joined(separator: "; "),
      code: CommandFailure.Code.backendFailed
    )
  }
}
