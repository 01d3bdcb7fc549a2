import AuthCore
import TestSupport
import Testing

/// No pool is asked for tokens that the backend would not keep.
struct KeepingTests {
  private let tokens = SampleTokens()

  @Test func `a refresh whose tokens something else would hide is not sent`() async throws {
    let hidden = StorageError.hidden(key: "k", by: "another", remedy: "move it away")
    let local = PickyStorage(storage: MemoryStorage(tokens.items), obstacle: hidden)
    let bench = ManagerBench(local: local)
    // The pool has no answer: to be asked would be another error.
    await #expect(throws: SessionError.storage(.local, hidden)) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    let plan = try await bench.manager.refreshPlan(ManagerBench.id())
    #expect(plan.obstacle == .storage(.local, hidden))
    #expect(try await local.stored(tokens)[.refreshToken] == tokens.refresh)
  }

  @Test func `a move out of there is told to be impossible before`() async throws {
    let hidden = StorageError.hidden(key: "k", by: "another", remedy: "move it away")
    let local = PickyStorage(storage: MemoryStorage(tokens.items), obstacle: hidden)
    let bench = ManagerBench(local: local, memory: MemoryStorage())
    let preview = try await bench.manager.movePreview([ManagerBench.id()], to: .memory)
    #expect(preview.obstacles.map(\.id) == [ManagerBench.id()])
    #expect(preview.obstacles.first?.reason.contains("it would stay there") == true)
  }

  @Test func `stored tokens that are too large do not keep smaller ones away`() async throws {
    let large = StorageError.tooLarge(key: "k", bytes: 5000, limit: 4096)
    let local = PickyStorage(storage: MemoryStorage(tokens.items), obstacle: large)
    let bench = ManagerBench(local: local)
    let new = SampleTokens { $0.iat = 1_772_510_059 }
    bench.pool.onRefresh { _ async throws(UserPoolError) in new.answer }
    _ = try await bench.manager.refresh(ManagerBench.id())
    #expect(try await local.stored(tokens)[.accessToken] == new.access)
  }
}

/// A store with something against every value.
private struct PickyStorage: LimitedStorage {
  let storage: MemoryStorage
  let obstacle: StorageError
  func setItem(_ value: String, forKey key: String) async {
    await storage.setItem(value, forKey: key)
  }
  func getItem(_ key: String) async -> String? { await storage.getItem(key) }
  func removeItem(_ key: String) async { await storage.removeItem(key) }
  func clear() async { await storage.clear() }
  func obstacle(to value: String, forKey key: String) -> StorageError? { obstacle }
  var losses: [String] { [] }
}
