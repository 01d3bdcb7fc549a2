import AuthCore
import TestSupport
import Testing

/// Copies share one refresh token, so tokens that are held for one of them are the others' too.
struct HeldTwinTests {
  private let old = SampleTokens()
  private let id = ManagerBench.id()
  private let twin = ManagerBench.id(.cookie)
  private let local = FaultyStorage(SampleTokens().items)
  private let cookie = FaultyStorage(SampleTokens().items)

  /// The pool ends each refresh token with its use, and knows no grace period.
  private func bench(_ local: FaultyStorage, _ cookie: FaultyStorage) -> ManagerBench {
    let bench = ManagerBench(
      local: local,
      more: [Backend(id: .cookie, storage: cookie, lifetime: .permanent)]
    )
    let begun = Begun()
    bench.pool.onRefresh { request async throws(UserPoolError) in
      guard !begun.revoked.contains(request.refreshToken) else {
        throw .refused(name: "RefreshTokenReuseException", message: "used up", status: 400)
      }
      begun.revoked.append(request.refreshToken)
      let number = begun.revoked.count + 1
      return SampleTokens {
        $0.iat = 1_772_510_050 + Int64(number)
        $0.refresh = "h.k.i.c.refresh-\(number)"
      }.answer
    }
    return bench
  }

  private func refreshToken(_ storage: FaultyStorage) async -> String? {
    await storage.items[old.key(.refreshToken)]
  }

  @Test func `a copy gets the new tokens though their own backend is full`() async throws {
    let bench = bench(local, cookie)
    await local.allow(writes: 0)
    await #expect(throws: SessionError.notSaved(id, .full(reason: "no more writes"))) {
      try await bench.manager.refresh(id)
    }
    #expect(await refreshToken(cookie) == "h.k.i.c.refresh-2")
    #expect(await bench.manager.heldSessions().map(\.id) == [id])
  }

  @Test func `a refresh of the copy stores what is held, and sends no used-up token`()
    async throws
  {
    let bench = bench(local, cookie)
    await local.allow(writes: 0)
    await cookie.allow(writes: 0)
    _ = try? await bench.manager.refresh(id)
    #expect(await refreshToken(cookie) == "h.k.i.c.refresh-1")
    await cookie.allow(writes: .max)
    let outcome = try await bench.manager.refresh(twin)
    #expect(outcome.staleCopies == [id] && bench.pool.calls.count == 1)
    #expect(await refreshToken(cookie) == "h.k.i.c.refresh-2")
    #expect(try await bench.manager.session(twin).refusal == nil)
    // Its own backend lacks them as before.
    #expect(await bench.manager.heldSessions().map(\.id) == [id])
    await local.allow(writes: .max)
    _ = try await bench.manager.refresh(id)
    #expect(await refreshToken(local) == "h.k.i.c.refresh-2")
    #expect(bench.pool.calls.count == 1)
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  @Test func `a copy that takes nothing either holds them under its own name`() async throws {
    let bench = bench(local, cookie)
    await local.allow(writes: 0)
    await cookie.allow(writes: 0)
    _ = try? await bench.manager.refresh(id)
    await #expect(throws: SessionError.notSaved(twin, .full(reason: "no more writes"))) {
      try await bench.manager.refresh(twin)
    }
    #expect(await bench.manager.heldSessions().map(\.id) == [twin, id])
    for storage in [local, cookie] { await storage.allow(writes: .max) }
    let outcome = try await bench.manager.refresh(id)
    #expect(outcome.updatedCopies == [twin] && bench.pool.calls.count == 1)
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  @Test func `a session that was moved away from the full backend gets them`() async throws {
    let (local, cookie) = (FaultyStorage(), FaultyStorage(old.items))
    let bench = bench(local, cookie)
    await cookie.allow(writes: 0)
    _ = try? await bench.manager.refresh(twin)
    await cookie.allow(writes: .max)
    _ = try await bench.manager.move(twin, to: .local)
    _ = try await bench.manager.refresh(id)
    #expect(await refreshToken(local) == "h.k.i.c.refresh-2")
    #expect(bench.pool.calls.count == 1)
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  @Test func `what is held goes on with the copy, so that no used-up token is ever stored`()
    async throws
  {
    let bench = bench(local, cookie)
    await local.allow(writes: 0)
    _ = try? await bench.manager.refresh(id)
    _ = try await bench.manager.refresh(twin)
    #expect(await refreshToken(cookie) == "h.k.i.c.refresh-3")
    await local.allow(writes: .max)
    _ = try await bench.manager.refresh(id)
    #expect(await refreshToken(local) == "h.k.i.c.refresh-3")
    #expect(await bench.manager.heldSessions().isEmpty)
  }
}
