import AuthCore
import Testing

@Suite struct RetryTests {
  private let bench = ClientBench()
  private let user = ScriptedServer.http(200, #"{"Username":"a","UserAttributes":[]}"#)
  private let tokens = ScriptedServer.http(200, #"{"AuthenticationResult":{"AccessToken":"a"}}"#)

  @Test(arguments: [
    (400, "TooManyRequestsException"), (400, "LimitExceededException"), (429, "Other"),
    (500, "InternalErrorException"), (503, "Other"),
  ])
  func `a refusal for now is asked again, a refresh too`(status: Int, name: String) async throws {
    let refusal = ScriptedServer.Step.answer(ScriptedServer.refusal(status, name))
    try await bench.run([refusal, refusal, .answer(tokens)]) { pool, script in
      let reply = try await pool.getTokensFromRefreshToken(ClientBench.refresh)
      #expect(reply.answer.authenticationResult?.accessToken == "a")
      let requests = await script.requests
      #expect(requests.count == 3)
      #expect(requests.enumerated().allSatisfy { $1.contains("attempt=\($0 + 1); max=3") })
      #expect(Set(requests.map(invocation)).count == 1)
    }
    #expect(bench.waited == [.milliseconds(200), .milliseconds(400)])
  }

  @Test func `three attempts are all`() async throws {
    let refusal = ScriptedServer.Step.answer(
      ScriptedServer.refusal(429, "TooManyRequestsException")
    )
    try await bench.run([refusal, refusal, refusal, .answer(user)]) { pool, script in
      await #expect(
        throws: UserPoolError.refused(name: "TooManyRequestsException", message: "m", status: 429)
      ) { _ = try await pool.getUser(ClientBench.getUser) }
      #expect(await script.requests.count == 3)
    }
  }

  @Test func `a refusal for good is not asked again`() async throws {
    let refusal = ScriptedServer.refusal(400, "NotAuthorizedException", "Refresh Token has expired")
    try await bench.run([.answer(refusal)]) { pool, script in
      await #expect(
        throws: UserPoolError.refused(
          name: "NotAuthorizedException",
          message: "Refresh Token has expired",
          status: 400
        )
      ) { _ = try await pool.getTokensFromRefreshToken(ClientBench.refresh) }
      #expect(await script.requests.count == 1)
    }
  }

  @Test func `a lost answer is asked for again where that does no harm`() async throws {
    try await bench.run([.answerAndClose(""), .answer(user)]) { pool, _ in
      let user = try await pool.getUser(ClientBench.getUser).answer
      #expect(user.username == "a")
    }
    let refresh = InitiateAuthRequest(
      authFlow: .refreshTokenAuth,
      authParameters: ["REFRESH_TOKEN": "r"],
      clientID: "c"
    )
    try await bench.run([.answerAndClose(""), .answer(tokens)]) { pool, _ in
      await expect("unanswered") { _ = try await pool.initiateAuth(refresh) }
    }
    let signOut = GlobalSignOutRequest(accessToken: "a")
    try await bench.run([.answerAndClose(""), .answer(tokens)]) { pool, _ in
      await expect("unanswered") { _ = try await pool.globalSignOut(signOut) }
    }
  }

  @Test func `an attempt that may have been carried out is not forgotten over a later one`()
    async throws
  {
    let rest = ScriptedServer.Step.answer(
      ScriptedServer.refusal(429, "TooManyRequestsException")
    )
    let revoke = RevokeTokenRequest(token: "r", clientID: "c")
    try await bench.run([.answerAndClose(""), rest, rest]) { pool, script in
      await expect("unanswered") { _ = try await pool.revokeToken(revoke) }
      #expect(await script.requests.count == 3)
    }
    // Nothing was used up by the first attempt: the second is the pool's word.
    try await bench.run([.answerAndClose(""), .answer(Self.refusal)]) { pool, _ in
      await expect("refused") { _ = try await pool.revokeToken(revoke) }
    }
  }

  @Test func `a refusal after an attempt that may have used the token up is no word about it`()
    async throws
  {
    let fault = ScriptedServer.Step.answer(
      ScriptedServer.refusal(500, "InternalErrorException")
    )
    try await bench.run([fault, .answer(Self.refusal)]) { pool, _ in
      await expect("unanswered") {
        _ = try await pool.getTokensFromRefreshToken(ClientBench.refresh)
      }
    }
    try await bench.run([fault, .answer(Self.refusal)]) { pool, _ in
      await expect("unanswered") {
        _ = try await pool.globalSignOut(GlobalSignOutRequest(accessToken: "a"))
      }
    }
  }

  @Test func `a session that is gone after a lost answer may have been ended by it`() async throws {
    let gone = ScriptedServer.Step.answer(
      ScriptedServer.refusal(400, "ResourceNotFoundException", "Session does not exist.")
    )
    let revoke = RevokeUserSessionRequest(accessToken: "a", sessionID: "tkn1")
    try await bench.run([.answerAndClose(""), gone]) { pool, script in
      await expect("unanswered") { _ = try await pool.revokeUserSession(revoke) }
      #expect(await script.requests.count == 2)
    }
    try await bench.run([gone]) { pool, _ in
      await expect("refused") { _ = try await pool.revokeUserSession(revoke) }
    }
  }

  private static let refusal = ScriptedServer.refusal(400, "RefreshTokenReuseException", "used")

  @Test(arguments: [
    ("7", Duration.seconds(7)), ("60", .seconds(60)),
    ("Tue, 03 Mar 2026 04:05:16 GMT", .seconds(10)), ("soon", .milliseconds(200)),
  ])
  func `the server's own delay is obeyed`(text: String, wait: Duration) async throws {
    let headers = ["retry-after: \(text)", "date: Tue, 03 Mar 2026 04:05:06 GMT"]
    let refusal = ScriptedServer.refusal(429, "X", "m", headers)
    try await bench.run([.answer(refusal), .answer(user)]) { pool, _ in
      _ = try await pool.getUser(ClientBench.getUser)
    }
    #expect(bench.waited == [wait])
  }

  @Test func `a delay of more than a minute ends the attempts`() async throws {
    let refusal = ScriptedServer.refusal(429, "X", "m", ["retry-after: 61"])
    try await bench.run([.answer(refusal)]) { pool, script in
      await expect("refused") { _ = try await pool.getUser(ClientBench.getUser) }
      #expect(await script.requests.count == 1)
    }
  }

  @Test(arguments: [429, 503])
  func `a status that asks for rest is understood without a name, and its wish is told`(
    status: Int
  ) async throws {
    let page = ScriptedServer.http(status, "<html>", ["retry-after: 90"])
    try await bench.run([.answer(page)]) { pool, _ in
      await #expect(
        throws: UserPoolError.refused(
          name: "HTTP \(status)",
          message: "",
          status: status,
          retryAfter: 90_000
        )
      ) { _ = try await pool.getTokensFromRefreshToken(ClientBench.refresh) }
    }
  }

  private func invocation(_ request: String) -> String? {
    request.split(whereSeparator: \.isNewline).first { $0.hasPrefix("amz-sdk-invocation-id") }
      .map(String.init)
  }
}
