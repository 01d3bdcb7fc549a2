import AuthCore
import TestSupport
import Testing

struct ManagerListTests {
  private func store(_ count: Int, _ name: (Int) -> String) -> [String: String] {
    (0..<count).reduce(into: [:]) { items, number in
      items.merge(SampleTokens { $0.username = name(number) }.items) { $1 }
    }
  }

  @Test func `a limit reads about so many sessions, all of them whole`() async throws {
    let bench = ManagerBench(local: MemoryStorage(store(500) { "user\($0)" }))
    let snapshot = try await bench.manager.snapshot(of: .local, limit: 20)
    #expect(snapshot.isPartial)
    #expect((20...60).contains(snapshot.sessions.count))
    #expect(snapshot.sessions.allSatisfy { $0.problems.map(\.code) == ["orphan"] })
    let whole = try await bench.manager.snapshot(of: .local)
    #expect(!whole.isPartial && whole.sessions.count == 500)
  }

  @Test func `a store that fits the page is whole`() async throws {
    for count in 0...3 {
      let bench = ManagerBench(local: MemoryStorage(store(count) { "user\($0)" }))
      let snapshot = try await bench.manager.snapshot(of: .local, limit: 3)
      #expect(!snapshot.isPartial && snapshot.sessions.count == count)
    }
  }

  /// `a.b` sorts between the items of `a`: the end of a page may cut both.
  @Test(arguments: 1...12)
  func `users whose items sort into one another are whole or not there`(limit: Int) async throws {
    let items = store(40) {
      (["a", "b", "c", "d"] + ["x"])[$0 % 5] + String(repeating: ".i", count: $0 / 5)
    }
    let bench = ManagerBench(local: MemoryStorage(items))
    let snapshot = try await bench.manager.snapshot(of: .local, limit: limit)
    #expect(snapshot.isPartial == (items.count >= limit * 10))
    #expect(snapshot.sessions.allSatisfy { $0.problems.map(\.code) == ["orphan"] })
  }

  @Test func `a pointer that sorts behind the page is right all the same`() async throws {
    // Names in capitals and digits sort before `LastAuthUser`.
    var items = store(100) { "0user\($0)" }
    items.merge(SampleTokens { $0.username = "0user0" }.pointer) { $1 }
    let bench = ManagerBench(local: MemoryStorage(items))
    let snapshot = try await bench.manager.snapshot(of: .local, limit: 5)
    #expect(snapshot.isPartial)
    #expect(snapshot.sessions.filter(\.isActive).map(\.id.username) == ["0user0"])
  }

  @Test func `a storage that cannot list shows the pointer's user`() async throws {
    let tokens = SampleTokens()
    let hidden = SampleTokens { $0.username = "hidden" }
    let storage = FaultyStorage(
      tokens.items.merging(tokens.pointer) { $1 }.merging(hidden.items) { $1 }
    )
    let bench = ManagerBench(local: storage)
    let snapshot = try await bench.manager.snapshot(of: .local)
    #expect(snapshot.sessions.map(\.id.username) == ["alice"])
    #expect(snapshot.sessions[0].isActive)
  }

  @Test func `a backend that cannot be read says why and the others are listed`() async throws {
    let tokens = SampleTokens()
    let broken = FaultyStorage()
    await broken.allow(reads: 0)
    let bench = ManagerBench(
      local: broken,
      memory: MemoryStorage(tokens.items.merging(tokens.pointer) { $1 })
    )
    let snapshots = await bench.manager.snapshots()
    #expect(snapshots.map(\.id) == [.local, .memory])
    #expect(
      snapshots[0].content
        == .unavailable("\(StorageError.failed(reason: "no more reads"))")
    )
    #expect(snapshots[1].sessions.map(\.isActive) == [false])
    await #expect(throws: SessionError.self) {
      try await bench.manager.snapshot(of: BackendID("tape"))
    }
  }

  @Test func `a detail holds claims and no token`() async throws {
    let tokens = SampleTokens()
    let bench = ManagerBench(local: MemoryStorage(tokens.items))
    let detail = try await bench.manager.detail(ManagerBench.id())
    #expect(detail.access?.claims.username == "alice")
    #expect(detail.items.filter { $0.value == nil }.count == 3)
    let dump = String(reflecting: detail)
    for secret in [tokens.access, tokens.id, "refresh-1"] { #expect(!dump.contains(secret)) }
  }

  @Test func `the refresh token's end counts from the sign-in`() async throws {
    let pool = ScriptedPool()
    let manager = SessionManager(
      backends: [
        Backend(
          id: .local,
          storage: MemoryStorage(SampleTokens().items),
          lifetime: .permanent
        )
      ],
      state: MemoryStorage(),
      pools: Pools([
        PoolConfiguration(
          name: "p",
          endpoint: "http://127.0.0.1:1",
          poolID: "us-east-1_Demo",
          clientID: "client1",
          refreshTokenValidity: 86400
        )
      ]) { _ in pool.userPool },
      clock: { ManagerBench.now }
    )
    let session = try await manager.session(ManagerBench.id())
    #expect(session.refresh?.deadline == NumericDate(seconds: 1_772_510_000 + 86400))
  }
}
