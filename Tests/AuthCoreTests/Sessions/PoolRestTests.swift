import AuthCore
import Synchronization
import TestSupport
import Testing

/// A pool that asked to be left alone is, by every session and process that shares the notes.
struct PoolRestTests {
  private let alice = SampleTokens()
  private let bob = SampleTokens { $0.username = "bob" }
  private let state = MemoryStorage()

  private final class Clock: Sendable {
    let now = Mutex(ManagerBench.now)
    var read: @Sendable () -> NumericDate { { self.now.withLock { $0 } } }
    func advance(_ milliseconds: Int64) {
      now.withLock { $0 = $0.advanced(byMilliseconds: milliseconds) }
    }
  }

  private func bench(_ storage: MemoryStorage, _ clock: Clock) -> ManagerBench {
    ManagerBench(local: storage, state: state, clock: clock.read)
  }

  private static let throttled = UserPoolError.refused(
    name: "TooManyRequestsException",
    message: "m",
    status: 429,
    retryAfter: 42_000
  )

  @Test func `no session of that pool is sent until the time is over`() async throws {
    let storage = MemoryStorage(alice.items.merging(bob.items) { $1 })
    let clock = Clock()
    let first = bench(storage, clock)
    first.pool.onRefresh { _ async throws(UserPoolError) in throw Self.throttled }
    await #expect(throws: SessionError.pool(Self.throttled)) {
      try await first.manager.refresh(ManagerBench.id())
    }
    clock.advance(1000)
    // Another process, another user of the same pool.
    let second = bench(storage, clock)
    let id = ManagerBench.id(.local, "bob")
    await #expect(throws: SessionError.poolRests(milliseconds: 41_000)) {
      try await second.manager.refresh(id)
    }
    #expect(second.pool.calls.isEmpty)
    #expect(try await second.manager.session(id).refusal == nil)
    #expect(await state.items(withPrefix: "refresh/").isEmpty)
    clock.advance(41_000)
    second.pool.onRefresh { _ async throws(UserPoolError) in
      SampleTokens {
        $0.username = "bob"
        $0.iat = 1_772_510_059
      }.answer
    }
    _ = try await second.manager.refresh(id)
    #expect(second.pool.calls.count == 1)
    #expect(await state.items(withPrefix: "rest/").isEmpty)
  }

  @Test func `a clock that was set back makes the note void`() async throws {
    let clock = Clock()
    let bench = bench(MemoryStorage(alice.items), clock)
    bench.pool.onRefresh { _ async throws(UserPoolError) in throw Self.throttled }
    for _ in 0..<2 {
      await #expect(throws: SessionError.pool(Self.throttled)) {
        try await bench.manager.refresh(ManagerBench.id())
      }
      clock.advance(-86_400_000)
    }
    #expect(bench.pool.calls.count == 2)
  }
}
