import AuthCore
import TestSupport
import Testing

/// Sign-ins that no backend took: each is held until it is stored, whatever is signed in next.
struct HeldSignInTests {
  private let local = FaultyStorage(SampleTokens().items)
  private let cookie = MemoryStorage()
  private let key = SampleTokens().key(.refreshToken)

  private func bench() -> ManagerBench {
    ManagerBench(
      local: local,
      more: [Backend(id: .cookie, storage: cookie, lifetime: .permanent)]
    )
  }

  private static func tokens(_ number: Int) -> SampleTokens {
    SampleTokens {
      $0.originJTI = "sign-in-\(number)"
      $0.iat = 1_772_510_050 + Int64(number)
      $0.refresh = "h.k.i.c.sign-in-\(number)"
    }
  }

  private func signIn(
    _ bench: ManagerBench,
    _ number: Int,
    _ meanwhile: @escaping @Sendable () async -> Void = {}
  ) async throws {
    bench.pool.onInitiate { _ async throws(UserPoolError) in
      await meanwhile()
      return Self.tokens(number).answer
    }
    let attempt = SignInAttempt(
      username: "alice",
      password: Password("secret"),
      method: .password,
      pool: try #require(bench.manager.pools.configurations.first),
      backend: .local
    )
    _ = try await bench.manager.signIn(attempt)
  }

  @Test func `a second sign-in that is stored leaves the first one held`() async throws {
    let bench = bench()
    await local.allow(writes: 0)
    await #expect(throws: SessionError.self) { try await signIn(bench, 1) }
    await local.allow(writes: .max)
    try await signIn(bench, 2)
    #expect(await local.items[key] == "h.k.i.c.sign-in-2")
    #expect(await bench.manager.heldSessions().map(\.id) == [ManagerBench.id()])
    _ = try await bench.manager.storeHeld(ManagerBench.id(), in: .cookie)
    #expect(await cookie.getItem(key) == "h.k.i.c.sign-in-1")
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  @Test func `two that failed are both held, and the newer one ends on top`() async throws {
    let bench = bench()
    await local.allow(writes: 0)
    for number in 1...2 {
      await #expect(throws: SessionError.self) { try await signIn(bench, number) }
    }
    await local.allow(writes: .max)
    for number in 1...2 {
      _ = try await bench.manager.storeHeld(ManagerBench.id(), in: .local)
      #expect(await local.items[key] == "h.k.i.c.sign-in-\(number)")
    }
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  @Test func `where nobody could look, the next refresh puts it over an older sign-in`()
    async throws
  {
    let bench = bench()
    await #expect(
      throws: SessionError.notSaved(ManagerBench.id(), .failed(reason: "no more reads"))
    ) {
      try await signIn(bench, 1) { await local.allow(reads: 0) }
    }
    await local.allow(reads: .max)
    _ = try await bench.manager.refresh(ManagerBench.id())
    #expect(await local.items[key] == "h.k.i.c.sign-in-1")
    #expect(bench.pool.calls == [.initiateAuth])
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  @Test func `where nobody could look, a newer sign-in is not overwritten unasked`() async throws {
    let bench = bench()
    await #expect(throws: SessionError.self) {
      try await signIn(bench, 1) { await local.allow(reads: 0) }
    }
    await local.allow(reads: .max)
    for (key, value) in Self.tokens(2).items { try await local.setItem(value, forKey: key) }
    bench.pool.onRefresh { _ async throws(UserPoolError) in throw .unreachable(reason: "r") }
    await #expect(throws: SessionError.pool(.unreachable(reason: "r"))) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    #expect(await local.items[key] == "h.k.i.c.sign-in-2")
    #expect(await bench.manager.heldSessions().map(\.id) == [ManagerBench.id()])
  }

  @Test func `no sentence promises that a refresh stores them`() {
    let error = SessionError.notSaved(ManagerBench.id(), .full(reason: "why"))
    #expect(!"\(error)".contains("refresh") && "\(error)".contains("store them again"))
  }
}
