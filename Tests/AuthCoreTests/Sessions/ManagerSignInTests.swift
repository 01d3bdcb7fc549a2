import AuthCore
import TestSupport
import Testing

struct ManagerSignInTests {
  private let tokens = SampleTokens()

  private func attempt(_ bench: ManagerBench) throws -> SignInAttempt {
    SignInAttempt(
      username: "alice",
      password: Password("secret"),
      method: .password,
      pool: try #require(bench.manager.pools.configurations.first),
      backend: .local
    )
  }

  @Test func `a sign-in stores what Amplify stores and takes the pointer`() async throws {
    let storage = MemoryStorage(SampleTokens { $0.username = "bob" }.pointer)
    let bench = ManagerBench(local: storage)
    bench.pool.onInitiate { [tokens] _ async throws(UserPoolError) in tokens.answer }
    guard case .signedIn(let session) = try await bench.manager.signIn(attempt(bench)) else {
      Issue.record("not signed in")
      return
    }
    #expect(session.isActive && session.problems.isEmpty && session.loginID == "alice")
    let stored = try await storage.stored(tokens)
    #expect(stored[.refreshToken] == tokens.refresh)
    #expect(stored[.clockDrift] == "-60000")
    #expect(
      stored[.signInDetails] == #"{"loginId":"alice","authFlowType":"USER_PASSWORD_AUTH"}"#
    )
  }

  @Test(arguments: 0..<6)
  func `a sign-in that cannot be stored leaves the session that was there`(
    writes: Int
  ) async throws {
    let old = SampleTokens { $0.refresh = "old" }
    let items = old.items.merging(SampleTokens { $0.username = "bob" }.pointer) { $1 }
    let storage = FaultyStorage(items)
    let bench = ManagerBench(local: storage)
    bench.pool.onInitiate { [tokens] _ async throws(UserPoolError) in tokens.answer }
    await storage.allow(writes: writes, thenFailing: 1)
    await #expect(throws: SessionError.self) {
      try await bench.manager.signIn(attempt(bench))
    }
    #expect(await storage.items == items)
  }

  @Test func `a refused sign-in stores nothing`() async throws {
    let storage = MemoryStorage()
    let bench = ManagerBench(local: storage)
    let error = UserPoolError.refused(
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
      status: 400
    )
    bench.pool.onInitiate { _ async throws(UserPoolError) in throw error }
    await #expect(throws: SessionError.pool(error)) {
      try await bench.manager.signIn(attempt(bench))
    }
    #expect(await storage.items(withPrefix: "").isEmpty)
  }
}
