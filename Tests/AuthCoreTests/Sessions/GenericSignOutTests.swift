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
    #expect(report.plan.calls == ["RevokeToken"])
    #expect(report.plan.proofs == ["the token endpoint", "userInfo"])
    #expect(report.steps.first?.isConfirmed == true && report.isRemoved)
    #expect(report.proofs.map(\.attempt) == [.refresh, .userInfo])
  }

  @Test func `signing out everywhere is refused before anything is sent`() async throws {
    let plan = try await manager.signOutPlan(id, scope: .everywhere)
    #expect(plan.obstacle == .noGlobalSignOut(id))
    let report = try? await manager.signOut(id, scope: .everywhere)
    #expect(report?.isRemoved != true && pool.calls.isEmpty)
    #expect(await storage.getItem(SampleTokens().key(.refreshToken)) != nil)
  }
}
