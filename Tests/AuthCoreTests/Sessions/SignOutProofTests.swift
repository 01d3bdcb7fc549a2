import AuthCore
import Synchronization
import TestSupport
import Testing

/// After a confirmed sign-out the old tokens are tried, and whatever lives is kept and told.
struct SignOutProofTests {
  private let tokens = SampleTokens()
  private let id = ManagerBench.id()

  private func revoked(_ what: String) -> UserPoolError {
    .refused(
      name: "NotAuthorizedException",
      message: "\(what) Token has been revoked",
      status: 400
    )
  }

  @Test func `refused old tokens are the proof`() async throws {
    let bench = ManagerBench(local: MemoryStorage(tokens.items))
    let (refresh, access) = (revoked("Refresh"), revoked("Access"))
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    bench.pool.onRefresh { _ async throws(UserPoolError) in throw refresh }
    bench.pool.onGetUser { _ async throws(UserPoolError) in throw access }
    let report = try await bench.manager.signOut(id, scope: .here)
    #expect(report.plan.proofs == ["GetTokensFromRefreshToken", "GetUser"])
    #expect(
      report.proofs == [
        SignOutProof(
          attempt: .refresh,
          answer: .refused("Refresh Token has been revoked (NotAuthorizedException)")
        ),
        SignOutProof(
          attempt: .getUser,
          answer: .refused("Access Token has been revoked (NotAuthorizedException)")
        ),
      ]
    )
    #expect(report.isRemoved && !report.isStillAlive)
  }

  @Test(arguments: [false, true])
  func `a refresh that succeeds makes a session that is kept, whatever was asked`(
    removeAnyway: Bool
  ) async throws {
    let storage = MemoryStorage(tokens.items)
    let bench = ManagerBench(local: storage)
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      SampleTokens {
        $0.iat = 1_772_510_059
        $0.refresh = "h.k.i.c.living"
      }.answer
    }
    let report = try await bench.manager.signOut(id, scope: .here, removeAnyway: removeAnyway)
    #expect(report.isStillAlive && !report.isRemoved)
    #expect(await storage.getItem(tokens.key(.refreshToken)) == "h.k.i.c.living")
    #expect(try await bench.manager.session(id).refusal == nil)
  }

  @Test func `an answer about something else proves nothing`() async throws {
    let bench = ManagerBench(local: MemoryStorage(tokens.items))
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    bench.pool.onRefresh { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    bench.pool.onGetUser { _ async throws(UserPoolError) in
      throw .refused(
        name: "NotAuthorizedException",
        message: "Access Token has expired",
        status: 400
      )
    }
    let report = try await bench.manager.signOut(id, scope: .here)
    #expect(report.isRemoved)
    for proof in report.proofs {
      guard case .unknown = proof.answer else {
        Issue.record("\(proof)")
        continue
      }
    }
  }

  @Test func `a sign-out without an answer is told until a repeat settles it`() async throws {
    let bench = ManagerBench(local: MemoryStorage(tokens.items))
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    let report = try await bench.manager.signOut(id, scope: .here)
    #expect(report.isUnknown && !report.isRemoved)
    let listed = try await bench.manager.snapshot(of: .local).sessions.first
    #expect(listed?.problems.contains { $0.code == "sign-out-unknown" } == true)
    let notes = await bench.manager.unknownSignOuts()
    #expect(notes.count == 1 && notes[0].contains("got no answer"))
    #expect(try await bench.manager.signOutPlan(id, scope: .here).earlier != nil)
    let refresh = revoked("Refresh")
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    bench.pool.onRefresh { _ async throws(UserPoolError) in throw refresh }
    #expect(try await bench.manager.signOut(id, scope: .here).isRemoved)
    #expect(await bench.manager.unknownSignOuts().isEmpty)
  }

  @Test func `keys removed without an answer stay told`() async throws {
    let bench = ManagerBench(local: MemoryStorage(tokens.items))
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    #expect(try await bench.manager.signOut(id, scope: .here, removeAnyway: true).isRemoved)
    let notes = await bench.manager.unknownSignOuts()
    #expect(notes.count == 1 && notes[0].contains("may still honour"))
  }

  @Test func `everywhere renews an expired access token only when told to`() async throws {
    let old = SampleTokens { $0.lifetime = 10 }
    let bench = ManagerBench(
      local: MemoryStorage(old.items),
      memory: MemoryStorage(old.items)
    )
    let (refresh, access) = (revoked("Refresh"), revoked("Access"))
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in }
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    bench.pool.onGetUser { _ async throws(UserPoolError) in throw access }
    bench.pool.onRefresh { request async throws(UserPoolError) in
      guard request.refreshToken == "h.k.i.c.refresh-1" else { throw refresh }
      return SampleTokens {
        $0.iat = 1_772_510_059
        $0.refresh = "h.k.i.c.refresh-2"
      }.answer
    }
    let named = Mutex<[SessionID]>([])
    let refused = try await bench.manager.signOut(id, scope: .everywhere)
    #expect(refused.plan.obstacle == .accessTokenExpired(id) && bench.pool.calls.isEmpty)
    let report = try await bench.manager.signOut(id, scope: .everywhere, refreshFirst: true) {
      copies in named.withLock { $0 = copies }
    }
    #expect(report.isRemoved && named.withLock { $0 } == [ManagerBench.id(.memory)])
    #expect(
      bench.pool.calls == [
        .getTokensFromRefreshToken, .globalSignOut, .revokeToken, .revokeToken,
        .getTokensFromRefreshToken, .getUser,
      ]
    )
  }
}
