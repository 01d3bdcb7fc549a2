import AuthCore
import TestSupport
import Testing

struct ManagerSignOutTests {
  private let tokens = SampleTokens()
  private var items: [String: String] {
    tokens.items.merging(tokens.pointer) { $1 }.merging([tokens.key(.deviceKey): "d"]) { $1 }
  }

  @Test func `here revokes the family, removes what Amplify removes and keeps device keys`()
    async throws
  {
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    bench.pool.onRevoke { request async throws(UserPoolError) in
      guard request.token == "h.k.i.c.refresh-1" else {
        throw .unreadable(status: 1, reason: "another token")
      }
    }
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .here)
    #expect(report.steps.map(\.outcome) == [.confirmed, .confirmed])
    #expect(report.isRemoved && report.removed == [ManagerBench.id()])
    #expect(bench.pool.calls == [.revokeToken, .getTokensFromRefreshToken, .getUser])
    #expect(
      await storage.items(withPrefix: "") == [StorageItem(key: tokens.key(.deviceKey), value: "d")]
    )
    #expect(report.plan.keptDeviceKeys == 1)
    #expect(report.plan.removals.map(\.keyCount) == [5])
    #expect(report.plan.stillUsable.map(\.kind) == [.access, .id])
    #expect(report.plan.stillUsable.map(\.until.seconds) == [1_772_513_600, 1_772_513_600])
  }

  private static let failures: [(UserPoolError, @Sendable (SignOutStep) -> Bool)] = [
    (
      .refused(name: "NotAuthorizedException", message: "no", status: 400),
      { $0.outcome == .refused("no (NotAuthorizedException)") }
    ),
    (.unreachable(reason: "r"), { $0.isUnreachable }),
    (.unreadable(status: 404, reason: "r"), { $0.isUnreachable }),
    // A gateway's page, or an answer cut short: the pool may have done it.
    (.unreadable(status: 502, reason: "r"), isUnknown),
    (.unreadable(status: 200, reason: "r"), isUnknown),
    (.refused(name: "InternalErrorException", message: "", status: 500), isUnknown),
    (.unanswered(reason: "r"), isUnknown),
  ]
  private static let isUnknown: @Sendable (SignOutStep) -> Bool = {
    if case .unknown = $0.outcome { true } else { false }
  }

  @Test(arguments: 0..<7, [SignOutScope.here, .everywhere])
  func `a pool that does not confirm leaves everything stored`(
    number: Int,
    scope: SignOutScope
  ) async throws {
    let (error, isTold) = Self.failures[number]
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw error }
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in throw error }
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: scope)
    #expect(!report.isRemoved && report.removed.isEmpty && report.unremoved.isEmpty)
    #expect(report.steps.count == 1 && isTold(report.steps[0]))
    #expect(bench.pool.calls == [scope == .here ? .revokeToken : .globalSignOut])
    #expect(await storage.items(withPrefix: "").count == items.count)
    let anyway = try await bench.manager.signOut(
      ManagerBench.id(),
      scope: scope,
      removeAnyway: true
    )
    #expect(anyway.isRemoved)
    #expect(await storage.items(withPrefix: "").count == 1)
  }

  @Test func `a revocation without a sure end is nothing after a confirmed GlobalSignOut`()
    async throws
  {
    let bench = ManagerBench(local: MemoryStorage(items))
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in }
    bench.pool.onRevoke { _ async throws(UserPoolError) in
      throw .unreadable(status: 500, reason: "a page")
    }
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .everywhere)
    #expect(report.isRemoved && !report.isUnknown)
    #expect(await bench.manager.unknownSignOuts().isEmpty)
  }

  @Test func `without origin_jti RevokeToken is skipped and the keys go`() async throws {
    let bench = ManagerBench(local: MemoryStorage(SampleTokens { $0.originJTI = nil }.items))
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .here)
    #expect(report.plan.calls.isEmpty && bench.pool.calls.isEmpty)
    #expect(
      report.steps[0].outcome == .skipped("the app client has token revocation turned off")
    )
    #expect(report.isRemoved)
  }

  @Test func `a session whose tokens cannot be read is revoked as well`() async throws {
    let broken = [
      tokens.key(.accessToken): "x", tokens.key(.idToken): "y", tokens.key(.refreshToken): "r",
    ]
    let bench = ManagerBench(local: MemoryStorage(broken))
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .here)
    #expect(bench.pool.calls == [.revokeToken, .getTokensFromRefreshToken, .getUser])
    #expect(report.isRemoved)
  }

  @Test func `a session without a refresh token is only removed`() async throws {
    let bench = ManagerBench(local: MemoryStorage(SampleTokens { $0.refresh = nil }.items))
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .here)
    #expect(report.steps[0].outcome == .skipped("there is no refresh token"))
    #expect(report.isRemoved && bench.pool.calls.isEmpty)
  }

  @Test func `everywhere removes all copies of the client and names those of others`() async throws
  {
    let other = SampleTokens { $0.clientID = "client2" }
    let bob = SampleTokens {
      $0.username = "bob"
      $0.sub = "sub-bob"
    }
    let alias = SampleTokens { $0.username = "alice@example.com" }
    let local = MemoryStorage(
      items.merging(other.items) { $1 }.merging(bob.items) { $1 }.merging(alias.items) { $1 }
    )
    let memory = MemoryStorage(items)
    let bench = ManagerBench(local: local, memory: memory)
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in }
    bench.pool.onRevoke { _ async throws(UserPoolError) in
      throw .refused(name: "n", message: "revoked already", status: 400)
    }
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .everywhere)
    let gone = [
      ManagerBench.id(), ManagerBench.id(.local, "alice@example.com"), ManagerBench.id(.memory),
    ]
    #expect(Set(report.removed) == Set(gone))
    #expect(report.isRemoved)
    #expect(report.plan.otherSessions == [ManagerBench.id(.local, "alice", client: "client2")])
    #expect(
      try await bench.manager.snapshot(of: .local).sessions.map(\.id.description)
        == ["local/client2/alice", "local/client1/bob"]
    )
    #expect(try await bench.manager.snapshot(of: .memory).sessions.isEmpty)
  }

  @Test func `an expired access token or a missing scope stops it before anything is sent`()
    async throws
  {
    let cases: [(SampleTokens, SessionError)] = [
      (SampleTokens { $0.lifetime = 60 }, .accessTokenExpired(ManagerBench.id())),
      (SampleTokens { $0.scope = "openid" }, .missingScope(ManagerBench.id())),
    ]
    for (tokens, obstacle) in cases {
      let storage = MemoryStorage(tokens.items)
      let bench = ManagerBench(local: storage)
      let report = try await bench.manager.signOut(ManagerBench.id(), scope: .everywhere)
      #expect(report.plan.obstacle == obstacle)
      #expect(!report.isRemoved && bench.pool.calls.isEmpty)
      #expect(await storage.items(withPrefix: "").count == 4)
      let anyway = try await bench.manager.signOut(
        ManagerBench.id(),
        scope: .everywhere,
        removeAnyway: true
      )
      #expect(anyway.isRemoved && bench.pool.calls.isEmpty)
    }
  }

  @Test func `a session of an unknown pool is not sent anywhere`() async throws {
    let bench = ManagerBench(local: MemoryStorage(items), clients: [])
    let plan = try await bench.manager.signOutPlan(ManagerBench.id(), scope: .here)
    #expect(plan.obstacle == .noPool(clientID: "client1"))
  }

  @Test func `a backend that cannot be written is told, and the others are cleared`() async throws {
    let (local, memory) = (MemoryStorage(items), FaultyStorage(items))
    let state = MemoryStorage()
    // A storage that cannot list still shows the pointer's user.
    let bench = ManagerBench(local: local, memory: memory, state: state)
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in }
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    await memory.allow(writes: 0)
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .everywhere)
    #expect(report.removed == [ManagerBench.id()])
    #expect(report.unremoved == [ManagerBench.id(.memory)])
    #expect(!report.isRemoved)
    #expect(await memory.items == items)
    #expect(await local.items(withPrefix: "").count == 1)
  }

  @Test func `a backend that cannot be read is named, because nobody knows what it holds`()
    async throws
  {
    let memory = FaultyStorage(items)
    let bench = ManagerBench(local: MemoryStorage(items), memory: memory)
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in }
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    await memory.allow(reads: 0)
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .everywhere)
    #expect(report.plan.unread.map(\.backend) == [.memory])
    #expect(report.plan.unread.first?.reason.contains("no more reads") == true)
    #expect(report.isRemoved && report.removed == [ManagerBench.id()])
    #expect(try await bench.manager.undoPlan().step.kind == .signOut)
  }

  @Test func `a backend that is not there holds no copy, and nothing is said of it`() async throws {
    let gone = FaultyStorage()
    await gone.allow(reads: 0, thenFailing: .absent(reason: "no terminal session"))
    let bench = ManagerBench(
      local: MemoryStorage(items),
      more: [Backend(id: .session, storage: gone, lifetime: .terminal)]
    )
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in }
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .everywhere)
    #expect(report.plan.unread.isEmpty && report.isRemoved)
    let content = try await bench.manager.snapshot(of: .session).content
    #expect(content == .absent("no terminal session"))
  }

  @Test func `a newer sign-in that took the session's place stays`() async throws {
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    let newer = SampleTokens {
      $0.originJTI = "family-2"
      $0.refresh = "newer"
    }
    bench.pool.onRevoke { _ async throws(UserPoolError) in
      await storage.apply(newer.items.map { .set(key: $0.key, value: $0.value) })
    }
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .here)
    #expect(report.steps[1].outcome == .skipped("a newer sign-in took its place and was kept"))
    #expect(await storage.getItem(tokens.key(.refreshToken)) == "newer")
  }

  @Test func `another user's pointer stays`() async throws {
    let bob = SampleTokens { $0.username = "bob" }
    let storage = MemoryStorage(tokens.items.merging(bob.pointer) { $1 })
    let bench = ManagerBench(local: storage)
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    _ = try await bench.manager.signOut(ManagerBench.id(), scope: .here)
    #expect(try await storage.pointer(clientID: "client1") == "bob")
  }
}
