import AuthCore
import TestSupport
import Testing

/// Signing out at an issuer that is no Cognito pool: revocation by RFC 7009, and nothing else.
struct GenericSignOutTests {
  private let id = ManagerBench.id()
  private let pool = ScriptedPool()
  private let storage: MemoryStorage

  init() {
    // Only Cognito writes origin_jti.
    storage = MemoryStorage(SampleTokens { $0.originJTI = nil }.items)
  }

  private var manager: SessionManager {
    var configuration = PoolConfiguration(
      name: "generic",
      endpoint: "http://127.0.0.1:1/us-east-1_Demo",
      poolID: "us-east-1_Demo",
      clientID: "client1"
    )
    configuration.kind = .oidc
    let pool = pool
    return SessionManager(
      backends: [Backend(id: .local, storage: storage, lifetime: .permanent)],
      state: MemoryStorage(),
      pools: Pools([configuration]) { _ in pool.userPool },
      clock: { ManagerBench.now }
    )
  }

  @Test
  func `the refresh token is revoked though no family names it, and the proof is named right`()
    async throws
  {
    let refused = UserPoolError.refused(name: "invalid_token", message: "revoked", status: 401)
    pool.onRevoke { _ async throws(UserPoolError) in }
    pool.onRefresh { _ async throws(UserPoolError) in
      throw .refused(name: "invalid_grant", message: "Refresh Token has been revoked", status: 400)
    }
    pool.onGetUser { _ async throws(UserPoolError) in throw refused }
    let report = try await manager.signOut(id, scope: .here)
    #expect(report.plan.calls == ["the revocation endpoint, if the issuer has one"])
    #expect(report.steps.first?.title.hasPrefix("revocation endpoint: ") == true)
    #expect(report.plan.proofs == ["the token endpoint", "userInfo"])
    #expect(report.steps.first?.isConfirmed == true && report.isRemoved)
    #expect(report.proofs.map(\.attempt) == [.refresh, .userInfo])
  }

  @Test func `an access token that outlives its revocation keeps no session`() async throws {
    pool.onRevoke { _ async throws(UserPoolError) in }
    pool.onRefresh { _ async throws(UserPoolError) in
      throw .refused(name: "invalid_grant", message: "revoked", status: 400)
    }
    pool.onGetUser { _ async throws(UserPoolError) in
      GetUserAnswer(username: "sub-alice", userAttributes: [])
    }
    let report = try await manager.signOut(id, scope: .here)
    #expect(report.isRemoved && !report.isStillAlive)
    guard case .outlives(let words)? = report.proofs.last?.answer else {
      Issue.record("\(report.proofs)")
      return
    }
    #expect(words.contains("until it expires"))
  }

  @Test func `a refresh token that outlives it does`() async throws {
    pool.onRevoke { _ async throws(UserPoolError) in }
    pool.onRefresh { _ async throws(UserPoolError) in
      SampleTokens {
        $0.originJTI = nil
        $0.iat = 1_772_510_059
        $0.refresh = "h.k.i.c.living"
      }.answer
    }
    pool.onGetUser { _ async throws(UserPoolError) in
      GetUserAnswer(username: "sub-alice", userAttributes: [])
    }
    let report = try await manager.signOut(id, scope: .here)
    #expect(!report.isRemoved && report.isStillAlive)
    #expect(await storage.getItem(SampleTokens().key(.refreshToken)) == "h.k.i.c.living")
  }

  @Test(arguments: [
    UserPoolError.unavailable("this issuer's revocation endpoint"),
    .refused(name: "unsupported_token_type", message: "no refresh tokens", status: 400),
  ])
  func `an issuer that cannot revoke is told, and the keys go`(answer: UserPoolError) async throws {
    let manager = manager
    pool.onRevoke { _ async throws(UserPoolError) in throw answer }
    let report = try await manager.signOut(id, scope: .here)
    #expect(report.isRemoved && !report.isUnknown && report.proofs.isEmpty)
    guard case .skipped(let words)? = report.steps.first?.outcome else {
      Issue.record("\(report.steps)")
      return
    }
    #expect(words.contains("cannot revoke"))
    #expect(await manager.unknownSignOuts() == [])
    // What the pool never did is not told at the undo.
    let step = try await manager.undoPlan().step
    #expect(!step.isRevoked && step.beyond.isEmpty)
  }

  @Test(arguments: [PoolConfiguration.Kind.cognito, .oidc])
  func `any other refusal keeps the session, and so does that one at Cognito`(
    kind: PoolConfiguration.Kind
  ) async throws {
    let storage = MemoryStorage(SampleTokens().items)
    let bench = ManagerBench(local: storage, kind: kind)
    bench.pool.onRevoke { _ async throws(UserPoolError) in
      throw kind == .cognito
        ? .unavailable("RevokeToken")
        : .refused(name: "invalid_client", message: "", status: 401)
    }
    let report = try await bench.manager.signOut(id, scope: .here)
    #expect(bench.pool.calls == [.revokeToken] && !report.isRemoved)
    #expect(await storage.getItem(SampleTokens().key(.refreshToken)) != nil)
  }

  @Test func `signing out everywhere is refused before anything is sent`() async throws {
    let plan = try await manager.signOutPlan(id, scope: .everywhere)
    #expect(plan.obstacle == .noGlobalSignOut(id))
    let report = try? await manager.signOut(id, scope: .everywhere)
    #expect(report?.isRemoved != true && pool.calls.isEmpty)
    #expect(await storage.getItem(SampleTokens().key(.refreshToken)) != nil)
  }
}
