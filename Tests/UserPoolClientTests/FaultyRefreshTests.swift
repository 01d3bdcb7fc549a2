import AuthCore
import TestSupport
import Testing

/// Two thousand refreshes at a pool that rotates, over a bad network, by processes that die.
@Suite(.timeLimit(.minutes(20)))
struct FaultyRefreshTests {
  private static let refreshes = 2000
  private static let users = 10

  @Test func `with a grace period no session is lost in 2000 refreshes`() async throws {
    let result = try await run(grace: 60_000, seed: 4)
    #expect(result.lost == 0)
    #expect(result.unlabelled == [])
    #expect(result.most <= 3)
    #expect(result.kills > 5 && result.renewed > 1000, "\(result)")
  }

  @Test func `without one none is lost without its label`() async throws {
    let result = try await run(grace: 0, seed: 5)
    #expect(result.lost > 0, "the check sees nothing")
    #expect(result.unlabelled == [])
    #expect(result.most <= 3)
    #expect(result.kills > 5 && result.renewed > 1000, "\(result)")
  }

  private struct Result {
    var renewed = 0
    var lost = 0
    var kills = 0
    var most = 0
    /// Sessions that were lost and do not say so.
    var unlabelled: [String] = []
  }

  private func run(grace: Int64, seed: UInt64) async throws -> Result {
    let ledger = LedgerPool(grace: grace)
    let pool = FaultyPool(ledger: ledger, seed: seed)
    let local = MemoryStorage()
    let state = MemoryStorage()
    for number in 0..<Self.users { await signIn("user-\(number)", ledger, local) }
    var result = Result()
    var manager = start(pool, local, state, KillSwitch())
    for turn in 0..<Self.refreshes {
      let id = ManagerBench.id(.local, "user-\(turn % Self.users)")
      // One in a hundred dies somewhere between its first note and its last.
      let kill = KillSwitch(at: pool.number(below: 100) == 0 ? 1 + pool.number(below: 9) : nil)
      manager = start(pool, local, state, kill)
      let running = manager
      let isRenewed = await kill.run { (try? await running.refresh(id)) != nil }
      result.renewed += isRenewed == true ? 1 : 0
      if isRenewed == nil {
        result.kills += 1
        // The next start.
        manager = start(pool, local, state, KillSwitch())
        _ = await manager.finishRefreshes(retrying: true)
      }
      ledger.advance(milliseconds: 1000)
      try await rescue(id, pool, local, state)
      try await judge(id, ledger, local, manager: start(pool, local, state, KillSwitch()), &result)
    }
    result.most = pool.most
    return result
  }

  /// What a policy does about a session whose refresh got no answer: it tries again soon.
  private func rescue(
    _ id: SessionID,
    _ pool: FaultyPool,
    _ local: MemoryStorage,
    _ state: MemoryStorage
  ) async throws {
    let manager = start(pool, local, state, KillSwitch())
    for _ in 0..<40 {
      let session = try await manager.session(id)
      guard session.problems.contains(where: { $0.code == "refresh-cut-short" }) else { return }
      _ = try? await manager.refresh(id)
      pool.ledger.advance(milliseconds: 2000)
    }
  }

  private func judge(
    _ id: SessionID,
    _ ledger: LedgerPool,
    _ local: MemoryStorage,
    manager: SessionManager,
    _ result: inout Result
  ) async throws {
    let token = try await manager.token(.refresh, of: id)?.reveal() ?? ""
    guard ledger.isDead(token) else { return }
    result.lost += 1
    let session = try await manager.session(id)
    let isLabelled =
      session.refusal != nil || session.problems.contains { $0.code.hasPrefix("refresh-") }
    if !isLabelled { result.unlabelled.append("\(id)") }
    await signIn(id.username, ledger, local)
  }

  private func signIn(_ user: String, _ ledger: LedgerPool, _ local: MemoryStorage) async {
    for (key, value) in ledger.signIn(user).items { await local.setItem(value, forKey: key) }
  }

  /// A process of its own: nothing is known but what is stored.
  private func start(
    _ pool: FaultyPool,
    _ local: MemoryStorage,
    _ state: MemoryStorage,
    _ kill: KillSwitch
  ) -> SessionManager {
    pool.serve(kill)
    return SessionManager(
      backends: [Backend(id: .local, storage: KillStorage(local, kill), lifetime: .permanent)],
      state: KillStorage(state, kill),
      pools: Pools([
        PoolConfiguration(
          name: "demo",
          endpoint: "http://127.0.0.1:1",
          poolID: "us-east-1_Demo",
          clientID: "client1"
        )
      ]) { _ in pool.userPool },
      clock: { [ledger = pool.ledger] in ledger.now }
    )
  }
}
