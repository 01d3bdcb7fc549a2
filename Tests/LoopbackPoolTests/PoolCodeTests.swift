import AuthCore
import LoopbackPool
import Testing

@Suite struct PoolCodeTests {
  private static let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
  private static let attributes = ["email": "mia@example.com", "phone_number": "+15550001234"]

  private func user(_ mfa: MFAType...) -> UserSeed {
    UserSeed(
      username: "mia",
      password: PoolBench.password,
      attributes: Self.attributes,
      mfa: mfa,
      totpSecret: Self.secret
    )
  }

  @Test(arguments: [
    (MFAType.email, SignInFactor.emailOTP, "EMAIL", "m***@e***"),
    (.sms, .smsMFA, "SMS", "+*******1234"),
  ])
  func `a code that was sent is asked for, by password and by SRP`(
    type: MFAType,
    factor: SignInFactor,
    medium: String,
    shown: String
  ) async throws {
    for method in [SignInFlow.Method.srp, .password] {
      var bench = try await PoolBench(users: [user(type)])
      let flow = bench.flow("mia", method: method)
      let signedIn = try bench.run(flow) { challenge, bench in
        #expect(challenge == .code(factor, CodeDelivery(medium: medium, destination: shown)))
        return .code(try bench.lastCode())
      }
      #expect(signedIn.username == "mia" && signedIn.result.refreshToken != nil)
    }
  }

  @Test func `a wrong code may be corrected, until there were too many`() async throws {
    var bench = try await PoolBench(users: [user(.email)])
    var (flow, _) = try await asked(&bench)
    for _ in 0..<5 {
      let action = try reply(.code(Password("000")), &flow, &bench)
      #expect(action == .fail(mismatch("Invalid code or auth state for the user.")))
    }
    let action = try reply(.code(try bench.lastCode()), &flow, &bench)
    #expect(action == .fail(refusal("NotAuthorizedException", "Invalid session for the user.")))
  }

  @Test func `the right code is taken after a wrong one`() async throws {
    var bench = try await PoolBench(users: [user(.sms)])
    var (flow, _) = try await asked(&bench)
    _ = try reply(.code(Password("000")), &flow, &bench)
    guard case .finish = try reply(.code(try bench.lastCode()), &flow, &bench) else {
      Issue.record("not signed in")
      return
    }
  }

  @Test func `codes expire, and so do challenge sessions`() async throws {
    var bench = try await PoolBench(users: [user(.email)]) { $0.codeLifetime = 60 }
    var (flow, _) = try await asked(&bench)
    let code = try bench.lastCode()
    bench.advance(seconds: 61)
    #expect(
      try reply(.code(code), &flow, &bench)
        == .fail(
          refusal("ExpiredCodeException", "Invalid code provided, please request a code again.")
        )
    )
    bench.advance(seconds: 120)
    #expect(
      try reply(.code(code), &flow, &bench)
        == .fail(
          refusal(
            "NotAuthorizedException",
            "Invalid session for the user, session is expired."
          )
        )
    )
  }

  @Test func `an authenticator's code is good for its period and the next ones, once`()
    async throws
  {
    let authenticator = try #require(Authenticator(base32: Self.secret))
    var bench = try await PoolBench(users: [user(.softwareToken)])
    let old = authenticator.code(at: bench.now.advanced(byMilliseconds: -60_000))
    let late = authenticator.code(at: bench.now.advanced(byMilliseconds: -30_000))
    let present = authenticator.code(at: bench.now)
    var (flow, challenge) = try await asked(&bench)
    #expect(challenge == .code(.softwareToken, CodeDelivery(medium: nil, destination: nil)))
    #expect(
      try reply(.code(Password(old)), &flow, &bench)
        == .fail(mismatch("Invalid code received for user"))
    )
    _ = try reply(.code(Password(late)), &flow, &bench)
    (flow, _) = try await asked(&bench)
    #expect(
      try reply(.code(Password(late)), &flow, &bench)
        == .fail(
          refusal("ExpiredCodeException", "Your software token has already been used once.")
        )
    )
    guard case .finish = try reply(.code(Password(present)), &flow, &bench) else {
      Issue.record("not signed in")
      return
    }
  }

  @Test func `with several factors the user chooses`() async throws {
    var bench = try await PoolBench(users: [user(.softwareToken, .email)])
    var (flow, challenge) = try await asked(&bench)
    #expect(challenge == .choice(.secondFactor, [.softwareToken, .emailOTP]))
    #expect(throws: SignInError.nothingAsked) {
      try reply(.factor(.smsMFA), &flow, &bench)
    }
    let chosen = try reply(.factor(.emailOTP), &flow, &bench)
    #expect(
      chosen
        == .ask(.code(.emailOTP, CodeDelivery(medium: "EMAIL", destination: "m***@e***")))
    )
    guard case .finish = try reply(.code(try bench.lastCode()), &flow, &bench) else {
      Issue.record("not signed in")
      return
    }
  }

  @Test func `the outbox holds the last hundred messages, the oldest first`() async throws {
    var bench = try await PoolBench(users: [user(.email)])
    for _ in 0..<101 { _ = try await asked(&bench) }
    let codes = bench.state.takeMessages().map(\.code)
    #expect(codes.count == 101)
    let answer = bench.state.answer(PoolRequest(method: "GET", path: "/outbox"), at: bench.now)
    #expect(answer.status == 200 && answer["content-type"] == "application/json")
    guard case .array(let messages) = try JSONParser.parse(answer.body).value else {
      Issue.record("no array")
      return
    }
    let sent = messages.compactMap { value -> String? in
      guard case .object(let message) = value else { return nil }
      #expect(message["medium"]?.text == "EMAIL" && message["username"]?.text == "mia")
      #expect(message["destination"]?.text == "mia@example.com")
      return message["code"]?.text
    }
    #expect(sent == Array(codes.dropFirst()))
  }

  /// Runs a sign-in up to its first question.
  private func asked(
    _ bench: inout PoolBench
  ) async throws -> (SignInFlow, SignInChallenge?) {
    var flow = bench.flow("mia", method: .srp)
    var action = try flow.handle(.start, at: bench.now)
    while true {
      switch action {
      case .send(let request):
        action = try flow.handle(try bench.event(of: request), at: bench.now)
      case .findDevice: action = try flow.handle(.foundDevice(nil), at: bench.now)
      case .ask(let challenge): return (flow, challenge)
      default: return (flow, nil)
      }
    }
  }

  private func reply(
    _ reply: SignInReply,
    _ flow: inout SignInFlow,
    _ bench: inout PoolBench
  ) throws -> SignInFlow.Action {
    var action = try flow.handle(.reply(reply), at: bench.now)
    while case .send(let request) = action {
      action = try flow.handle(try bench.event(of: request), at: bench.now)
    }
    return action
  }

  private func mismatch(_ message: String) -> UserPoolError {
    refusal("CodeMismatchException", message)
  }

  private func refusal(_ name: String, _ message: String) -> UserPoolError {
    .refused(name: name, message: message, status: 400)
  }
}
