import AuthCore
import TestSupport
import Testing

/// What nobody knows of a removed sign-in's tokens is told as long as they may live, and no longer.
struct SignOutNoteTests {
  private let tokens = SampleTokens()
  private let newer = SampleTokens {
    $0.originJTI = "family-2"
    $0.refresh = "h.k.i.c.newer"
  }
  private let state = MemoryStorage()
  private let local = MemoryStorage(SampleTokens().items)
  private let id = ManagerBench.id()

  private func bench(days: Int64 = 0) -> ManagerBench {
    ManagerBench(
      local: local,
      state: state,
      clock: { ManagerBench.now.advanced(byMilliseconds: days * 86_400_000) }
    )
  }

  /// Signs out without an answer, removes the keys, and stores another sign-in.
  private func leaveUnknown(_ next: SampleTokens?) async throws {
    let bench = bench()
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    #expect(try await bench.manager.signOut(id, scope: .here, removeAnyway: true).isRemoved)
    for (key, value) in next?.items ?? [:] { await local.setItem(value, forKey: key) }
  }

  @Test(arguments: [SignOutScope.here, .everywhere])
  func `a later sign-out takes no warning away about an earlier one`(
    scope: SignOutScope
  ) async throws {
    try await leaveUnknown(newer)
    let bench = bench()
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in }
    #expect(try await bench.manager.signOut(id, scope: scope).isRemoved)
    let told = await bench.manager.unknownSignOuts()
    #expect(told.count == 1 && told[0].contains("may still honour"))
  }

  @Test func `keys that an undo brought back are told as removed no more`() async throws {
    let bench = bench()
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    #expect(try await bench.manager.signOut(id, scope: .here, removeAnyway: true).isRemoved)
    _ = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
    #expect(try await bench.manager.session(id).problems.map(\.code).contains("sign-out-unknown"))
    // Renewed, the pool has spoken: nothing is in doubt.
    for (key, value) in newer.items { await local.setItem(value, forKey: key) }
    #expect(await bench.manager.unknownSignOuts() == [])
  }

  @Test func `nor does one that was stopped before anything was sent`() async throws {
    var expired = newer
    expired.lifetime = 10
    try await leaveUnknown(expired)
    let bench = bench()
    let report = try await bench.manager.signOut(id, scope: .everywhere)
    #expect(report.plan.obstacle == .accessTokenExpired(id) && !report.isRemoved)
    #expect(await bench.manager.unknownSignOuts().count == 1)
  }

  @Test func `both are told, and each ends by itself`() async throws {
    try await leaveUnknown(newer)
    try await leaveUnknown(nil)
    let bench = bench()
    #expect(await bench.manager.unknownSignOuts().count == 2)
    // The newer tokens come back, and their sign-out is settled.
    for (key, value) in newer.items { await local.setItem(value, forKey: key) }
    let codes = try await bench.manager.session(id).problems.map(\.code)
    #expect(codes.contains("sign-out-unknown"))
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    #expect(try await bench.manager.signOut(id, scope: .here).isRemoved)
    #expect(await bench.manager.unknownSignOuts().count == 1)
    #expect(await self.bench(days: 31).manager.unknownSignOuts() == [])
    #expect(await state.items(withPrefix: "signout/").isEmpty)
  }

  @Test(arguments: [(-1, 1), (-29, 1), (-31, 0), (29, 1), (31, 0)])
  func `a clock that was set back ends no warning, and none is for ever`(
    days: Int64,
    count: Int
  ) async throws {
    try await leaveUnknown(nil)
    #expect(await bench(days: days).manager.unknownSignOuts().count == count)
    #expect(await state.items(withPrefix: "signout/").count == count)
  }
}
