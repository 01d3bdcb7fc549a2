import AuthCore
import Synchronization
import TestSupport
import Testing

/// What happened is written down, by authtop and by others, and no token with it.
struct JournalTests {
  private let tokens = SampleTokens()
  private var items: [String: String] { tokens.items.merging(tokens.pointer) { $1 } }

  private func kinds(_ manager: SessionManager) async throws -> [String] {
    await manager.flushJournal()
    return try await manager.journal().map { "\($0.kind.rawValue) \($0.source.rawValue)" }
  }

  @Test func `what authtop does is written down once and not seen as another's`() async throws {
    let (local, memory) = (MemoryStorage(items), MemoryStorage())
    let bench = ManagerBench(local: local, memory: memory)
    _ = await bench.manager.snapshots()
    await bench.manager.flushJournal()
    let newer = SampleTokens {
      $0.iat = 1_772_510_050
      $0.scope = "openid"
    }
    bench.pool.onRefresh { _ in newer.answer }
    bench.pool.onRevoke { _ in }
    _ = try await bench.manager.refresh(ManagerBench.id())
    _ = try await bench.manager.move(ManagerBench.id(), to: .memory)
    _ = await bench.manager.snapshots()
    // As a pool does that keeps its word: the old tokens are tried afterwards.
    bench.pool.onRefresh { _ throws(UserPoolError) in
      throw .refused(name: "NotAuthorizedException", message: "revoked", status: 400)
    }
    _ = try await bench.manager.signOut(ManagerBench.id(.memory), scope: .here)
    _ = await bench.manager.snapshots()
    #expect(
      try await kinds(bench.manager) == [
        "signed-out authtop", "moved authtop", "refreshed authtop", "seen other",
      ]
    )
    let refreshed = try #require(try await bench.manager.journal().dropFirst(2).first)
    #expect(
      refreshed.claims.contains {
        $0.name == "scope" && $0.before == tokens.scope && $0.after == "openid"
      }
    )
    // A moved session keeps its past.
    let filter = JournalFilter(session: ManagerBench.id(.memory))
    #expect(try await bench.manager.journal(filter).count == 4)
  }

  @Test func `a refusal is kept with its class and the pool's words, without tokens`() async throws
  {
    let journal = MemoryStorage()
    let bench = ManagerBench(local: MemoryStorage(items), journal: journal)
    let secret = tokens.access
    bench.pool.onRefresh { _ throws(UserPoolError) in
      throw .refused(
        name: "NotAuthorizedException",
        message: "Refresh Token has expired \(secret)",
        status: 400
      )
    }
    _ = try? await bench.manager.refresh(ManagerBench.id())
    await bench.manager.flushJournal()
    let entry = try #require(try await bench.manager.journal().first)
    #expect(entry.kind == .refused)
    #expect(entry.detail == "expired: Refresh Token has expired … (NotAuthorizedException)")
    for item in await journal.items(withPrefix: "") { #expect(!item.value.contains(secret)) }
  }

  @Test func `changes of another program are noticed between two looks`() async throws {
    let now = Mutex(ManagerBench.now)
    let local = MemoryStorage(items)
    let journal = MemoryStorage()
    /// A program that was started anew.
    func look() async throws -> [String] {
      let bench = ManagerBench(local: local, journal: journal, clock: { now.withLock { $0 } })
      now.withLock { $0 = $0.advanced(byMilliseconds: 1000) }
      _ = await bench.manager.snapshots()
      return try await kinds(bench.manager)
    }
    #expect(try await look() == ["seen other"])
    #expect(try await look().count == 1)
    let newer = SampleTokens {
      $0.iat = 1_772_510_050
      $0.authTime = 1_772_510_000
    }
    for (key, value) in newer.items { await local.setItem(value, forKey: key) }
    #expect(try await look().first == "refreshed other")
    await local.removeItem(tokens.key(.idToken))
    #expect(try await look().first == "changed other")
    let bob = SampleTokens {
      $0.username = "bob"
      $0.sub = "sub-bob"
      $0.iat = 1_772_510_065
      $0.originJTI = "family-2"
    }
    for (key, value) in bob.items.merging(bob.pointer, uniquingKeysWith: { $1 }) {
      await local.setItem(value, forKey: key)
    }
    #expect(Set(try await look().prefix(2)) == ["signed-in other", "pointer other"])
    for key in tokens.items.keys { await local.removeItem(key) }
    #expect(try await look().first == "removed other")
    now.withLock { $0 = NumericDate(seconds: 1_772_520_000) }
    #expect(try await look().first == "expired time")
    let count = try await look().count
    #expect(try await look().count == count)
  }

  @Test func `the end of a session lies at its exp by both clocks`() async throws {
    let now = Mutex(ManagerBench.now)
    let ahead = SampleTokens { $0.drift = "60000" }
    let local = MemoryStorage(ahead.items)
    let bench = ManagerBench(local: local, clock: { now.withLock { $0 } })
    _ = await bench.manager.snapshots()
    await bench.manager.flushJournal()
    now.withLock { $0 = NumericDate(seconds: 1_772_520_000) }
    _ = await bench.manager.snapshots()
    await bench.manager.flushJournal()
    let entry = try #require(
      try await bench.manager.journal(JournalFilter(kinds: [.expired])).first
    )
    #expect(entry.date == NumericDate(seconds: 1_772_513_540))
    #expect(entry.issuerDate == NumericDate(seconds: 1_772_513_600))
  }

  @Test func `it is capped and filters by session, kind, backend and time`() async throws {
    let now = Mutex(ManagerBench.now)
    let journal = MemoryStorage()
    let bench = ManagerBench(
      local: MemoryStorage(items),
      memory: MemoryStorage(),
      journal: journal,
      journalLimit: 300,
      clock: { now.withLock { $0 } }
    )
    for round in 0..<450 {
      now.withLock { $0 = $0.advanced(byMilliseconds: 1) }
      _ = try await bench.manager.activate(round.isMultiple(of: 2) ? .memory : .local)
      await bench.manager.flushJournal()
    }
    #expect(await journal.items(withPrefix: "entries/").count <= 500)
    try await bench.manager.remove(ManagerBench.id())
    await bench.manager.flushJournal()
    let manager = bench.manager
    #expect(try await manager.journal(JournalFilter(kinds: [.removed])).count == 1)
    #expect(try await manager.journal(JournalFilter(part: "client1/ali")).count == 1)
    #expect(try await manager.journal(JournalFilter(part: "bob")).isEmpty)
    #expect(
      try await manager.journal(JournalFilter(backend: .memory)).allSatisfy {
        $0.backend == .memory
      }
    )
    let since = now.withLock { $0 }
    #expect(try await manager.journal(JournalFilter(since: since)).count == 2)
    #expect(try await manager.journal(limit: 7).count == 7)
  }

  @Test func `a journal that cannot be written or hangs stops nothing`() async throws {
    let local = MemoryStorage(items)
    let bench = ManagerBench(local: local, memory: MemoryStorage(), journal: HangingStorage())
    _ = await bench.manager.snapshots()
    _ = try await bench.manager.move(ManagerBench.id(), to: .memory)
    _ = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
    #expect(try await bench.manager.session(ManagerBench.id()).isPointer)
  }
}

/// A store whose calls never come back while the test runs.
private struct HangingStorage: ListingStorage {
  func setItem(_ value: String, forKey key: String) async throws { try await hang() }
  func getItem(_ key: String) async throws -> String? {
    try await hang()
    return nil
  }
  func removeItem(_ key: String) async throws { try await hang() }
  func clear() async throws { try await hang() }
  func items(withPrefix prefix: String) async throws -> [StorageItem] {
    try await hang()
    return []
  }

  private func hang() async throws {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    for await _ in stream {}
    continuation.finish()
  }
}
