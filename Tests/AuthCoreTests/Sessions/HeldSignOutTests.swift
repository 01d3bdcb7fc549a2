import AuthCore
import TestSupport
import Testing

/// A sign-out ends the tokens that are held of its session too: nothing brings it back.
struct HeldSignOutTests {
  private let old = SampleTokens()
  private let id = ManagerBench.id()
  private let local = FaultyStorage(SampleTokens().items)
  private let sent = Begun()

  /// A session whose renewed tokens no backend took, and a pool that revokes.
  private func bench() async throws -> ManagerBench {
    let bench = ManagerBench(local: local)
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      SampleTokens {
        $0.iat = 1_772_510_050
        $0.refresh = "h.k.i.c.refresh-2"
      }.answer
    }
    await local.allow(writes: 0)
    _ = try? await bench.manager.refresh(id)
    #expect(await bench.manager.heldSessions().map(\.id) == [id])
    await local.allow(writes: .max)
    bench.pool.onRevoke { [sent] request async throws(UserPoolError) in
      sent.revoked.append(request.token)
    }
    bench.pool.onRefresh { [sent] request async throws(UserPoolError) in
      sent.revoked.append("tried \(request.refreshToken)")
      throw .refused(name: "NotAuthorizedException", message: "revoked", status: 400)
    }
    return bench
  }

  @Test func `the newest token is revoked and tried, and what is held goes`() async throws {
    let bench = try await bench()
    let report = try await bench.manager.signOut(id, scope: .here)
    #expect(report.isRemoved)
    #expect(sent.revoked == ["h.k.i.c.refresh-2", "tried h.k.i.c.refresh-2"])
    #expect(await bench.manager.heldSessions().isEmpty)
    await #expect(throws: SessionError.notFound(id)) { try await bench.manager.refresh(id) }
    #expect(await local.items.isEmpty)
  }

  @Test func `a sign-out that the pool did not confirm keeps what is held`() async throws {
    let bench = try await bench()
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    let report = try await bench.manager.signOut(id, scope: .here, removeAnyway: true)
    #expect(report.isRemoved && report.isUnknown)
    #expect(await bench.manager.heldSessions().map(\.id) == [id])
  }

  @Test func `held tokens that are stored keep the doubt about their sign-out`() async throws {
    let bench = try await bench()
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    #expect(try await !bench.manager.signOut(id, scope: .here).isRemoved)
    _ = try await bench.manager.refresh(id)
    #expect(await local.items[old.key(.refreshToken)] == "h.k.i.c.refresh-2")
    #expect(try await bench.manager.session(id).problems.map(\.code).contains("sign-out-unknown"))
    #expect(await bench.manager.unknownSignOuts().count == 1)
  }

  @Test func `a session that turns out to live by a renewal without rotation is stored whole`()
    async throws
  {
    let bench = try await bench()
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      SampleTokens {
        $0.iat = 1_772_510_055
        $0.refresh = nil
      }.answer
    }
    #expect(try await bench.manager.signOut(id, scope: .here).isStillAlive)
    #expect(await local.items[old.key(.refreshToken)] == "h.k.i.c.refresh-2")
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  @Test func `a session that turns out to live is stored with its newest tokens`() async throws {
    let bench = try await bench()
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      SampleTokens {
        $0.iat = 1_772_510_055
        $0.refresh = "h.k.i.c.living"
      }.answer
    }
    let report = try await bench.manager.signOut(id, scope: .here)
    #expect(report.isStillAlive && !report.isRemoved)
    #expect(await local.items[old.key(.refreshToken)] == "h.k.i.c.living")
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  @Test(arguments: [SignOutScope.here, .everywhere])
  func `a held sign-in of the user goes by a sign-out everywhere alone`(
    scope: SignOutScope
  ) async throws {
    let bench = ManagerBench(local: local)
    bench.pool.onInitiate { _ async throws(UserPoolError) in
      SampleTokens {
        $0.originJTI = "family-2"
        $0.refresh = "h.k.i.c.signed-in"
      }.answer
    }
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in }
    await local.allow(writes: 0)
    let attempt = SignInAttempt(
      username: "alice",
      password: Password("secret"),
      method: .password,
      pool: try #require(bench.manager.pools.configurations.first),
      backend: .local
    )
    _ = try? await bench.manager.signIn(attempt)
    await local.allow(writes: .max)
    #expect(try await bench.manager.signOut(id, scope: scope).isRemoved)
    let held = await bench.manager.heldSessions().map(\.id)
    #expect(held == (scope == .here ? [id] : []))
  }
}
