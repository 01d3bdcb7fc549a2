import AuthCore
import LoopbackPool
import Testing

@Suite struct PoolSetupTests {
  private func user(_ setup: MFAType...) -> UserSeed {
    UserSeed(username: "mia", password: PoolBench.password, mfaSetup: setup)
  }

  @Test func `an authenticator is set up during the sign-in and asked for at the next`()
    async throws
  {
    var bench = try await PoolBench(users: [user(.softwareToken)])
    var authenticator: Authenticator?
    _ = try bench.run(bench.flow("mia", method: .srp)) { challenge, bench in
      guard case .softwareTokenSetup(let setup) = challenge else { throw Unexpected() }
      #expect(setup.uri.hasPrefix("otpauth://totp/us-east-1_Loopback1:mia?secret="))
      #expect(setup.uri.hasSuffix("\(setup.secret)&issuer=us-east-1_Loopback1"))
      authenticator = Authenticator(base32: setup.secret)
      return .code(Password(try #require(authenticator).code(at: bench.now)))
    }
    bench.advance(seconds: 30)
    _ = try bench.run(bench.flow("mia", method: .srp)) { challenge, bench in
      guard case .code(.softwareToken, _) = challenge else { throw Unexpected() }
      return .code(Password(try #require(authenticator).code(at: bench.now)))
    }
  }

  @Test func `a wrong first code sets nothing up and may be corrected`() async throws {
    var bench = try await PoolBench(users: [user(.softwareToken)])
    #expect(
      throws: PoolBench.Refused(name: "EnableSoftwareTokenMFAException", message: "Code mismatch")
    ) {
      try bench.run(bench.flow("mia")) { _, _ in .code(Password("12")) }
    }
  }

  @Test func `setting up cannot be skipped`() async throws {
    var bench = try await PoolBench(users: [user(.softwareToken)])
    let posed = try bench.initiate(
      "USER_PASSWORD_AUTH",
      ["USERNAME": "mia", "PASSWORD": PoolBench.password]
    )
    let request = RespondToAuthChallengeRequest(
      challengeName: .mfaSetup,
      challengeResponses: ["USERNAME": "mia"],
      clientID: bench.client.id,
      session: posed.session
    )
    #expect(throws: PoolBench.Refused.self) {
      let _: AuthenticationAnswer = try bench.call("RespondToAuthChallenge", request)
    }
  }

  @Test func `an email address is set up by its own first code`() async throws {
    var bench = try await PoolBench(users: [user(.softwareToken, .email)])
    var asked: [SignInChallenge] = []
    _ = try bench.run(bench.flow("mia", method: .srp)) { challenge, bench in
      asked.append(challenge)
      switch challenge {
      case .choice(.setup, _): return .factor(.emailOTP)
      case .emailSetup: return .email("mia@example.com")
      default: return .code(try bench.lastCode())
      }
    }
    #expect(
      asked == [
        .choice(.setup, [.softwareToken, .emailOTP]), .emailSetup,
        .code(.emailOTP, CodeDelivery(medium: "EMAIL", destination: "m***@e***")),
      ]
    )
  }

  @Test func `an address is nobody's before its first code was proved`() async throws {
    var seed = user(.email)
    seed.attributes = ["email": "known@example.com"]
    var bench = try await PoolBench(users: [seed])
    // Mistyped, and the code goes where nobody reads it: the sign-in is given up.
    struct GivenUp: Error {}
    #expect(throws: GivenUp.self) {
      try bench.run(bench.flow("mia", method: .srp)) { challenge, _ in
        guard case .emailSetup = challenge else { throw GivenUp() }
        return .email("typo@example.org")
      }
    }
    var asked: [SignInChallenge] = []
    let result = try bench.run(bench.flow("mia", method: .srp)) { challenge, bench in
      asked.append(challenge)
      if case .emailSetup = challenge { return .email("mia@example.com") }
      return .code(try bench.lastCode())
    }
    #expect(asked.first == .emailSetup && asked.count == 2)
    let attributes = try bench.getUser(result.result.accessToken).userAttributes
    #expect(attributes.first { $0.name == "email" }?.value == "mia@example.com")
    #expect(attributes.first { $0.name == "email_verified" }?.value == "true")
    _ = try bench.run(bench.flow("mia", method: .srp)) { challenge, bench in
      guard case .code(.emailOTP, _) = challenge else { throw Unexpected() }
      return .code(try bench.lastCode())
    }
  }

  @Test func `a signed-in user may take an authenticator too`() async throws {
    var bench = try await PoolBench()
    let token = try bench.signIn().result.accessToken
    let answer: AssociateSoftwareTokenAnswer = try bench.call(
      "AssociateSoftwareToken",
      AssociateSoftwareTokenRequest(accessToken: token)
    )
    let authenticator = try #require(Authenticator(base32: answer.secretCode ?? ""))
    let verified: VerifySoftwareTokenAnswer = try bench.call(
      "VerifySoftwareToken",
      VerifySoftwareTokenRequest(accessToken: token, userCode: authenticator.code(at: bench.now))
    )
    #expect(verified.status == "SUCCESS")
  }

  @Test func `a user that cannot be served is told by a sentence`() {
    func problem(_ change: (inout UserSeed) -> Void) -> String? {
      var seed = UserSeed(username: "u", password: "p")
      change(&seed)
      return seed.problem
    }
    #expect(problem { $0.mfa = [.softwareToken] } == "SOFTWARE_TOKEN_MFA needs a totp_secret")
    #expect(problem { $0.mfa = [.email] } == "EMAIL_OTP needs the attribute email")
    #expect(problem { $0.mfa = [.sms] } == "SMS_MFA needs the attribute phone_number")
    #expect(problem { $0.totpSecret = "!" } == "totp_secret is not base32 of 80 bits or more")
    #expect(problem { $0.mfaSetup = [.softwareToken] } == nil)
  }

  private struct Unexpected: Error {}
}
