import AuthCore
import TestSupport
import Testing

/// A change that touches a user's other names keeps other processes away from all of them.
struct SeveralUsersTests {
  private let alice = SampleTokens()
  /// The same person, stored under another name.
  private let alias = SampleTokens {
    $0.username = "alice@example.com"
    $0.originJTI = "family-2"
    $0.refresh = "h.k.i.c.refresh-2"
  }
  private let aliasID = ManagerBench.id(.memory, "alice@example.com")

  private var names: [String] {
    [ManagerBench.id(), aliasID].map { SessionLocks.name(of: $0) }.sorted()
  }

  /// The client's pointer, which the write of the removal takes last and alone.
  private let pointer = SessionLocks.name(
    of: SessionLocks.pointer(ofClient: ManagerBench.id().clientID)
  )

  private func bench(
    _ locks: SharedLocks,
    local: MemoryStorage? = nil,
    memory: MemoryStorage? = nil
  ) -> ManagerBench {
    let bench = ManagerBench(
      local: local ?? MemoryStorage(alice.items.merging(alice.pointer) { $1 }),
      memory: memory ?? MemoryStorage(alias.items),
      locks: locks.locks
    )
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in }
    return bench
  }

  @Test func `a sign-out everywhere and its undo lock every name, in one order`() async throws {
    let locks = SharedLocks()
    let bench = bench(locks)
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .everywhere)
    #expect(Set(report.removed) == [ManagerBench.id(), aliasID])
    #expect(locks.taken == names + [pointer] && locks.most == 3)
    let step = try await bench.manager.undoPlan().step
    _ = try await bench.manager.undo(step.id)
    #expect(locks.taken == names + [pointer] + names + [pointer])
    #expect(try await bench.manager.session(ManagerBench.id()).refresh != nil)
  }

  @Test func `here only the one name is locked, and the pointer`() async throws {
    let locks = SharedLocks()
    _ = try await bench(locks).manager.signOut(ManagerBench.id(), scope: .here)
    #expect(locks.taken == [SessionLocks.name(of: ManagerBench.id()), pointer])
  }

  @Test(.timeLimit(.minutes(20)))
  func `two programs that begin with different names never wait for each other`() async throws {
    for _ in 0..<20 {
      let locks = SharedLocks()
      let (local, memory) = (MemoryStorage(alice.items), MemoryStorage(alias.items))
      let one = bench(locks, local: local, memory: memory)
      let other = bench(locks, local: local, memory: memory)
      let bell = Bell()
      let task = Task {
        async let first = one.manager.signOut(ManagerBench.id(), scope: .everywhere)
        async let second = other.manager.signOut(aliasID, scope: .everywhere)
        _ = (try? await first, try? await second)
        bell.ring()
      }
      try #require(await bell.isHeard())
      await task.value
      #expect(await local.items(withPrefix: "").isEmpty)
      #expect(await memory.items(withPrefix: "").isEmpty)
    }
  }
}
