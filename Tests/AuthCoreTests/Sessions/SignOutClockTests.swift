import AuthCore
import TestSupport
import Testing

/// What a sign-out leaves is reckoned by the issuer's clock, as the list beside it is.
struct SignOutClockTests {
  /// A client two hours fast, with tokens that live for 59 minutes more.
  private let tokens = SampleTokens {
    $0.iat = 1_772_510_000 - 7200
    $0.drift = "-7200000"
  }

  @Test func `a client whose clock is fast is told what is still alive`() async throws {
    let bench = ManagerBench(local: MemoryStorage(tokens.items))
    let session = try await bench.manager.session(ManagerBench.id())
    #expect(session.state(at: ManagerBench.now) == .live)
    let plan = try await bench.manager.signOutPlan(ManagerBench.id(), scope: .here)
    #expect(plan.stillUsable.map(\.kind) == [.access, .id])
    let left = plan.stillUsable.map { $0.millisecondsLeft(at: ManagerBench.now) }
    #expect(left == [3_540_000, 3_540_000])
    let removal = try await bench.manager.removalPlan(ManagerBench.id())
    #expect(
      removal.alive.map { $0.millisecondsLeft(at: ManagerBench.now) } == [
        3_540_000, 3_540_000, nil,
      ]
    )
  }

  @Test func `a client whose clock is slow is not told of the dead`() async throws {
    let old = SampleTokens { $0.drift = "7200000" }
    let bench = ManagerBench(local: MemoryStorage(old.items))
    let plan = try await bench.manager.signOutPlan(ManagerBench.id(), scope: .here)
    #expect(plan.stillUsable == [])
  }

  @Test func `of several copies the one that lives longest counts`() async throws {
    let slow = SampleTokens {
      $0.iat = 1_772_500_000
      $0.drift = "-10000000"
    }
    let bench = ManagerBench(
      local: MemoryStorage(slow.items),
      memory: MemoryStorage(SampleTokens().items)
    )
    let plan = try await bench.manager.signOutPlan(ManagerBench.id(), scope: .everywhere)
    #expect(plan.removals.count == 2)
    // 3600 - (60 + 0) of the one against 3600 - 60 of the other: both drifts are reckoned with.
    #expect(plan.stillUsable.allSatisfy { $0.millisecondsLeft(at: ManagerBench.now) == 3_540_000 })
  }
}
