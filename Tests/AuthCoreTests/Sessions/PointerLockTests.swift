import AuthCore
import Synchronization
import TestSupport
import Testing

/// The lock of a client's pointer is no session's, and a sign-in that fails at it changes nothing.
struct PointerLockTests {
  private let alice = SampleTokens()
  private let pointer = AmplifyKey.lastAuthUser(clientID: "client1").text
  private let busy = StorageError.busy(seconds: 120)

  /// Locks of which the pointer's is held by another program for ever, and how often it was asked for.
  private func locks(_ asked: Count) -> SessionLocks {
    let name = SessionLocks.name(of: SessionLocks.pointer(ofClient: "client1"))
    return SessionLocks(
      acquire: { [busy] asking in
        guard asking == name else { return {} }
        asked.value.withLock { $0 += 1 }
        throw busy
      },
      isHeld: { $0 == name }
    )
  }

  private final class Count: Sendable {
    let value = Mutex(0)
  }

  private func signIn(_ bench: ManagerBench, _ answer: SampleTokens) async throws {
    bench.pool.onInitiate { _ async throws(UserPoolError) in answer.answer }
    let attempt = SignInAttempt(
      username: "alice",
      password: Password("secret"),
      method: .password,
      pool: try #require(bench.manager.pools.configurations.first),
      backend: .local
    )
    _ = try await bench.manager.signIn(attempt)
  }

  @Test func `a removal names the storage that it could not write`() async throws {
    let bench = ManagerBench(
      local: MemoryStorage(alice.items.merging(alice.pointer) { $1 }),
      locks: locks(Count())
    )
    await #expect(throws: SessionError.storage(.local, busy)) {
      try await bench.manager.remove(ManagerBench.id())
    }
  }

  @Test func `a confirmed sign-out says no word of nothing sent`() async throws {
    let bench = ManagerBench(
      local: MemoryStorage(alice.items.merging(alice.pointer) { $1 }),
      locks: locks(Count())
    )
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .here)
    #expect(report.unremoved == [ManagerBench.id()])
    let words = report.steps.map { "\($0.outcome)" }.joined()
    #expect(!words.contains("LastAuthUser") && !words.contains("nothing was sent"))
  }

  @Test func `a sign-in waits for it once, holds its tokens and leaves no step`() async throws {
    let storage = MemoryStorage()
    let asked = Count()
    let bench = ManagerBench(local: storage, locks: locks(asked))
    await #expect(throws: SessionError.notSaved(ManagerBench.id(), busy)) {
      try await signIn(bench, alice)
    }
    #expect(asked.value.withLock { $0 } == 1)
    #expect(await storage.items(withPrefix: "").isEmpty)
    #expect(try await bench.manager.undoSteps().isEmpty)
    #expect(await bench.manager.heldSessions().map(\.id) == [ManagerBench.id()])
  }

  @Test func `a sign-in that fails takes no pointer from who came meanwhile`() async throws {
    let bob = SampleTokens { $0.username = "bob" }
    let memory = MemoryStorage(bob.items.merging(bob.pointer) { $1 })
    let storage = HalfWritten(memory: memory, key: alice.key(.accessToken)) { [pointer] in
      await memory.setItem("carol", forKey: pointer)
    }
    let bench = ManagerBench(local: storage)
    await #expect(throws: SessionError.notSaved(ManagerBench.id(), .full(reason: "no room"))) {
      try await signIn(bench, alice)
    }
    #expect(await memory.getItem(pointer) == "carol")
    #expect(await memory.getItem(alice.key(.accessToken)) == nil)
    #expect(try await bench.manager.undoSteps().isEmpty)
  }

  @Test func `its own is put back`() async throws {
    let bob = SampleTokens { $0.username = "bob" }
    let memory = MemoryStorage(bob.items.merging(bob.pointer) { $1 })
    let storage = HalfWritten(memory: memory, key: alice.key(.accessToken)) { [pointer] in
      await memory.setItem("alice", forKey: pointer)
    }
    _ = try? await signIn(ManagerBench(local: storage), alice)
    #expect(await memory.getItem(pointer) == "bob")
    #expect(await memory.getItem(alice.key(.accessToken)) == nil)
  }
}

/// A storage that fails its first change with one key of it written, and where something else happens
/// then.
private actor HalfWritten: AtomicStorage {
  private let memory: MemoryStorage
  private let key: String
  private var meanwhile: (@Sendable () async -> Void)?

  init(memory: MemoryStorage, key: String, meanwhile: @escaping @Sendable () async -> Void) {
    self.memory = memory
    self.key = key
    self.meanwhile = meanwhile
  }

  func apply(_ changes: [StorageChange]) async throws {
    guard let happens = meanwhile else { return await memory.apply(changes) }
    meanwhile = nil
    await memory.setItem("half", forKey: key)
    await happens()
    throw StorageError.full(reason: "no room")
  }

  func setItem(_ value: String, forKey key: String) async throws {
    try await apply([.set(key: key, value: value)])
  }
  func getItem(_ key: String) async -> String? { await memory.getItem(key) }
  func removeItem(_ key: String) async throws { try await apply([.remove(key: key)]) }
  func clear() async { await memory.clear() }
}
