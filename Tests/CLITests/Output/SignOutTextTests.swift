import AuthCore
import TestSupport
import Testing

@testable import CLI

/// What `sign-out` prints, and with which code it ends.
struct SignOutTextTests {
  private let tokens = SampleTokens()

  private func report(
    failing error: UserPoolError?,
    writes: Int = .max
  ) async throws -> SignOutReport {
    let storage = FaultyStorage(tokens.items.merging(tokens.pointer) { $1 })
    let bench = ManagerBench(local: storage)
    bench.pool.onRevoke { _ async throws(UserPoolError) in if let error { throw error } }
    await storage.allow(writes: writes)
    return try await bench.manager.signOut(ManagerBench.id(), scope: .here)
  }

  @Test(
    arguments: [
      (UserPoolError.unreachable(reason: "r"), "not sent", 3),
      (.unreadable(status: 404, reason: "r"), "not sent", 3),
      // A gateway's page: the pool may have done it.
      (.unreadable(status: 502, reason: "r"), "unknown", 1),
      (.refused(name: "N", message: "no", status: 400), "refused", 1),
      (.unanswered(reason: "r"), "unknown", 1),
    ] as [(UserPoolError, String, Int32)]
  )
  func `a step that failed is told, and the code says whose fault it was`(
    error: UserPoolError,
    word: String,
    code: Int32
  ) async throws {
    let report = try await report(failing: error)
    #expect(SignOutText.report(report, at: ManagerBench.now).hasPrefix(word + " "))
    #expect(SignOutText.failure([report])?.code == code)
  }

  @Test func `a backend that cannot be written ends with 3, success with none`() async throws {
    #expect(SignOutText.failure([try await report(failing: nil, writes: 0)])?.code == 3)
    #expect(SignOutText.failure([try await report(failing: nil)]) == nil)
  }

  @Test func `a backend that nobody could look at is told, and ends with 3`() async throws {
    let memory = FaultyStorage()
    await memory.allow(reads: 0)
    let bench = ManagerBench(local: MemoryStorage(tokens.items), memory: memory)
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in }
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .everywhere)
    for text in [
      SignOutText.report(report, at: ManagerBench.now),
      SignOutText.plan(report.plan, at: ManagerBench.now),
    ] {
      #expect(text.contains("unread   memory could not be looked at"))
    }
    #expect(SignOutText.failure([report])?.code == 3)
    #expect(SignOutRecord.record(report).text.contains("\"unread\":[{\"backend\":\"memory\""))
  }

  @Test func `an access token that outlives its revocation is told, and is no failure`()
    async throws
  {
    let tokens = SampleTokens { $0.issuer = "https://id.example.com/realm" }
    let bench = ManagerBench(local: MemoryStorage(tokens.items), kind: .oidc)
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      throw .refused(name: "invalid_grant", message: "revoked", status: 400)
    }
    bench.pool.onGetUser { _ async throws(UserPoolError) in
      GetUserAnswer(username: "alice", userAttributes: [])
    }
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .here)
    let text = SignOutText.report(report, at: ManagerBench.now)
    #expect(
      text.contains("\nworks    userInfo with the old access token: ") && !text.contains("ALIVE")
    )
    #expect(SignOutText.failure([report]) == nil)
    let record = SignOutRecord.record(report).text
    #expect(record.contains("\"status\":\"outlives\"") && record.contains("\"alive\":false"))
  }

  @Test func `the plan says what will happen and what will not`() async throws {
    let text = SignOutText.plan(try await report(failing: nil).plan, at: ManagerBench.now)
    for part in [
      "sign out here: local/client1/alice", "call RevokeToken", "remove 5 keys from local",
      "won't    end the access token", "(59m)",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }
}
