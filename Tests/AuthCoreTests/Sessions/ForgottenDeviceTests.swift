import AuthCore
import TestSupport
import Testing

/// A device that the pool forgot is dropped by its own keys alone.
struct ForgottenDeviceTests {
  private let tokens = SampleTokens()

  private func device(_ key: String) -> [String: String] {
    [
      tokens.key(.deviceKey): key, tokens.key(.deviceGroupKey): "-g",
      tokens.key(.randomPasswordKey): "p",
    ]
  }

  @Test(arguments: ["us-east-1_old", "us-east-1_new"])
  func `keys that another sign-in stored while a code was typed stay`(found: String) async throws {
    let storage = MemoryStorage(device("us-east-1_old"))
    let bench = ManagerBench(local: storage)
    bench.pool.onInitiate { _ async throws(UserPoolError) in
      AuthenticationAnswer(
        challengeName: .smsMFA,
        challengeParameters: ["USERNAME": "alice"],
        session: "s"
      )
    }
    bench.pool.onRespond { _ async throws(UserPoolError) in
      throw .refused(
        name: "ResourceNotFoundException",
        message: "Device does not exist.",
        status: 400
      )
    }
    let attempt = SignInAttempt(
      username: "alice",
      password: Password("secret"),
      method: .password,
      pool: try #require(bench.manager.pools.configurations.first),
      backend: .local
    )
    guard case .asks(_, let asking) = try await bench.manager.signIn(attempt) else {
      Issue.record("no question")
      return
    }
    await storage.apply(device(found).map { .set(key: $0.key, value: $0.value) })
    bench.pool.onInitiate { [tokens] _ async throws(UserPoolError) in tokens.answer }
    _ = try await bench.manager.answer(asking, .code(Password("123456")))
    let kept = try await storage.stored(tokens)[.deviceKey]
    #expect(kept == (found == "us-east-1_old" ? nil : found))
    #expect(try await storage.stored(tokens)[.refreshToken] == tokens.refresh)
  }
}
