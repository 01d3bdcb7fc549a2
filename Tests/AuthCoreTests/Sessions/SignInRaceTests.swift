import AuthCore
import TestSupport
import Testing

/// Another program signs in while this one works on the same user: an acknowledged sign-in stays.
@Suite(.timeLimit(.minutes(20)))
struct SignInRaceTests {
  private let old = SampleTokens()
  /// What the sign-in of the other program brings.
  private let new = SampleTokens {
    $0.originJTI = "family-2"
    $0.iat = 1_772_510_050
    $0.refresh = "h.k.i.c.signed-in"
  }
  private let local: PausedStorage
  private let cookie = PausedStorage()
  private let state = MemoryStorage()
  private let locks = SharedLocks()

  init() {
    local = PausedStorage(SampleTokens().items.merging(SampleTokens().pointer) { $1 })
  }

  private func bench() -> ManagerBench {
    ManagerBench(
      local: local,
      state: state,
      more: [Backend(id: .cookie, storage: cookie, lifetime: .permanent)],
      locks: locks.locks
    )
  }

  /// Begins a sign-in in another program, and comes back when it is over or has to wait.
  private func beginSignIn() async -> Task<Void, any Error> {
    let other = bench()
    let bell = Bell()
    locks.ringWhenWaiting(bell)
    other.pool.onInitiate { [new] _ async throws(UserPoolError) in new.answer }
    let task = Task {
      defer { bell.ring() }
      let attempt = SignInAttempt(
        username: "alice",
        password: Password("secret"),
        method: .password,
        pool: try #require(other.manager.pools.configurations.first),
        backend: .local
      )
      _ = try await other.manager.signIn(attempt)
    }
    #expect(await bell.isHeard())
    return task
  }

  private func expectSignedIn() async {
    #expect(await local.getItem(new.key(.refreshToken)) == "h.k.i.c.signed-in")
    #expect(await local.getItem(new.key(.accessToken)) == new.access)
  }

  @Test func `a move does not remove a sign-in that came before its removal`() async throws {
    let begun = Begun()
    cookie.beforeWriting { changes in
      guard changes.count == 1 else { return false }
      begun.task = await beginSignIn()
      return true
    }
    _ = try await bench().manager.move(ManagerBench.id(), to: .cookie)
    try await #require(begun.task).value
    await expectSignedIn()
    #expect(await cookie.getItem(old.key(.refreshToken)) == "h.k.i.c.refresh-1")
  }

  @Test func `a refresh does not overwrite a sign-in that came before its write`() async throws {
    let begun = Begun()
    local.beforeWriting { _ in
      begun.task = await beginSignIn()
      return true
    }
    let bench = bench()
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      SampleTokens { $0.iat = 1_772_510_059 }.answer
    }
    _ = try await bench.manager.refresh(ManagerBench.id())
    try await #require(begun.task).value
    await expectSignedIn()
  }

  @Test(arguments: [SignOutScope.here, .everywhere])
  func `a sign-out ends the sign-in that it is about, and not the next one`(
    scope: SignOutScope
  ) async throws {
    let begun = Begun()
    let bench = bench()
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in }
    bench.pool.onRevoke { request async throws(UserPoolError) in
      begun.revoked.append(request.token)
      if begun.task == nil { begun.task = await beginSignIn() }
    }
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: scope)
    #expect(report.isRemoved)
    try await #require(begun.task).value
    #expect(begun.revoked == ["h.k.i.c.refresh-1"])
    await expectSignedIn()
  }

  @Test(arguments: [nil, "family-1"])
  func `a sign-out takes nothing from a program that knows no locks`(
    family: String?
  ) async throws {
    let old = SampleTokens { $0.originJTI = family }
    let new = SampleTokens {
      $0.originJTI = family.map { _ in "family-2" }
      $0.iat = 1_772_510_050
      $0.refresh = "h.k.i.c.signed-in"
    }
    let storage = MemoryStorage(old.items)
    let bench = ManagerBench(local: storage)
    let begun = Begun()
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in
      await storage.apply(new.items.map { .set(key: $0.key, value: $0.value) })
    }
    bench.pool.onRevoke { request async throws(UserPoolError) in
      begun.revoked.append(request.token)
    }
    _ = try await bench.manager.signOut(ManagerBench.id(), scope: .everywhere)
    #expect(begun.revoked == (family == nil ? [] : ["h.k.i.c.refresh-1"]))
    #expect(await storage.getItem(new.key(.refreshToken)) == "h.k.i.c.signed-in")
  }

  @Test func `a sign-in that gets no lock holds its tokens`() async throws {
    let bench = ManagerBench(
      local: local,
      locks: SessionLocks(
        acquire: { _ in throw StorageError.busy(seconds: 120) },
        isHeld: { _ in true }
      )
    )
    bench.pool.onInitiate { [new] _ async throws(UserPoolError) in new.answer }
    let attempt = SignInAttempt(
      username: "alice",
      password: Password("secret"),
      method: .password,
      pool: try #require(bench.manager.pools.configurations.first),
      backend: .local
    )
    await #expect(throws: SessionError.notSaved(ManagerBench.id(), .busy(seconds: 120))) {
      try await bench.manager.signIn(attempt)
    }
    #expect(await bench.manager.heldSessions().map(\.id) == [ManagerBench.id()])
  }
}
