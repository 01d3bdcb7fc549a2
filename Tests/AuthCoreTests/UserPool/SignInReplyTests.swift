import AuthCore
import Testing

@Suite struct SignInReplyTests {
  private let now = NumericDate(seconds: 1_772_510_706)

  private func flow(
    _ method: SignInFlow.Method,
    password: String? = nil,
    preferred: SignInFactor? = nil
  ) -> SignInFlow {
    SignInFlow(
      username: "alice@example.com",
      password: password.map { Password($0) },
      method: method,
      preferred: preferred,
      pool: PoolConfiguration(
        name: "p",
        endpoint: "http://127.0.0.1:1",
        poolID: "us-east-1_Loop1234X",
        clientID: "client1"
      ),
      srp: SRPClient(secret: BigInteger([7]))
    )
  }

  /// The flow after its first request was answered.
  private func asked(
    _ name: ChallengeName,
    _ parameters: [String: String] = [:],
    available: [String]? = nil
  ) throws -> (SignInFlow, SignInFlow.Action) {
    var flow = flow(.userAuth)
    _ = try flow.handle(.start, at: now)
    let answer = AuthenticationAnswer(
      challengeName: name,
      challengeParameters: parameters,
      session: "s1",
      availableChallenges: available
    )
    var action = try flow.handle(.answered(answer), at: now)
    if case .findDevice = action { action = try flow.handle(.foundDevice(nil), at: now) }
    return (flow, action)
  }

  private func response(_ action: SignInFlow.Action) throws -> RespondToAuthChallengeRequest {
    guard case .send(.respond(let request)) = action else { throw SignInError.emptyAnswer }
    return request
  }

  @Test(arguments: [
    (ChallengeName.smsMFA, "SMS_MFA_CODE"), (.smsOTP, "SMS_OTP_CODE"),
    (.emailOTP, "EMAIL_OTP_CODE"), (.softwareTokenMFA, "SOFTWARE_TOKEN_MFA_CODE"),
  ])
  func `a code goes back under the name that its challenge wants`(
    name: ChallengeName,
    key: String
  ) throws {
    var (flow, _) = try asked(name)
    let request = try response(flow.handle(.reply(.code(Password("123"))), at: now))
    #expect(request.challengeName == name && request.session == "s1")
    #expect(request.challengeResponses == ["USERNAME": "alice@example.com", key: "123"])
  }

  @Test func `factors that cannot be answered are not offered`() throws {
    let (_, action) = try asked(.selectChallenge, available: ["WEB_AUTHN", "EMAIL_OTP"])
    #expect(action == .ask(.choice(.firstFactor, [.emailOTP])))
    #expect(throws: SignInError.noFactor(offered: ["WEB_AUTHN"])) {
      try asked(.selectChallenge, available: ["WEB_AUTHN"])
    }
    #expect(
      throws: SignInError.badParameter(challenge: .selectMFAType, parameter: "MFAS_CAN_CHOOSE")
    ) { try asked(.selectMFAType, ["MFAS_CAN_CHOOSE": "SMS"]) }
  }

  @Test func `the password is asked for when the chosen factor needs it`() throws {
    var (flow, _) = try asked(.selectChallenge, available: ["PASSWORD", "EMAIL_OTP"])
    #expect(try flow.handle(.reply(.factor(.password)), at: now) == .ask(.password))
    let request = try response(flow.handle(.reply(.password(Password("p"))), at: now))
    #expect(request.challengeName == .selectChallenge && request.session == "s1")
    #expect(
      request.challengeResponses
        == ["USERNAME": "alice@example.com", "ANSWER": "PASSWORD", "PASSWORD": "p"]
    )
  }

  @Test func `a preferred factor is asked for at once, after the password it needs`() throws {
    var flow = flow(.userAuth, preferred: .passwordSRP)
    #expect(try flow.handle(.start, at: now) == .ask(.password))
    let action = try flow.handle(.reply(.password(Password("p"))), at: now)
    guard case .send(.initiate(let request)) = action else { throw SignInError.emptyAnswer }
    #expect(request.authFlow == .userAuth)
    #expect(request.authParameters["PREFERRED_CHALLENGE"] == "PASSWORD_SRP")
    #expect(request.authParameters["SRP_A"] != nil && request.authParameters["PASSWORD"] == nil)
  }

  @Test func `custom authentication says that SRP comes first`() throws {
    var flow = flow(.customSRP, password: "p")
    guard case .send(.initiate(let request)) = try flow.handle(.start, at: now) else {
      throw SignInError.emptyAnswer
    }
    #expect(request.authFlow == .customAuth)
    #expect(request.authParameters["CHALLENGE_NAME"] == "SRP_A")
  }

  @Test func `the secret of a new authenticator is shown and does not print itself`() throws {
    var (flow, first) = try asked(.mfaSetup, ["MFAS_CAN_SETUP": #"["SOFTWARE_TOKEN_MFA"]"#])
    #expect(first == .send(.associate(AssociateSoftwareTokenRequest(session: "s1"))))
    let given = AssociateSoftwareTokenAnswer(secretCode: "JBSWY3DP", session: "s2")
    let shown = try flow.handle(.secretGiven(given), at: now)
    guard case .ask(.softwareTokenSetup(let setup)) = shown else { throw SignInError.emptyAnswer }
    #expect(
      setup.uri
        == "otpauth://totp/us-east-1_Loop1234X:alice%40example.com?secret=JBSWY3DP"
        + "&issuer=us-east-1_Loop1234X"
    )
    #expect(!"\(shown)".contains("JBSWY3DP"))
    let verify = try flow.handle(.reply(.code(Password("123456"))), at: now)
    guard case .send(.verify(let request)) = verify else { throw SignInError.emptyAnswer }
    #expect(request.session == "s2" && request.userCode == "123456")
    // A wrong code leaves the question open.
    let wrong = UserPoolError.refused(
      name: "EnableSoftwareTokenMFAException",
      message: "",
      status: 400
    )
    #expect(try flow.handle(.failed(wrong), at: now) == .fail(wrong))
    _ = try flow.handle(.reply(.code(Password("654321"))), at: now)
    let verified = VerifySoftwareTokenAnswer(status: "SUCCESS", session: "s3")
    let last = try response(flow.handle(.secretVerified(verified), at: now))
    #expect(last.challengeName == .mfaSetup && last.session == "s3")
    #expect(last.challengeResponses == ["USERNAME": "alice@example.com"])
  }

  @Test func `an answer to another question than the one asked is not sent`() throws {
    var (flow, _) = try asked(.emailOTP)
    for reply in [SignInReply.email("a@b"), .factor(.emailOTP), .password(Password("p"))] {
      #expect(throws: SignInError.nothingAsked) { try flow.handle(.reply(reply), at: now) }
    }
  }

  @Test(arguments: [
    (SessionError.pool(.refused(name: "CodeMismatchException", message: "", status: 400)), true),
    (.pool(.refused(name: "InvalidPasswordException", message: "", status: 400)), true),
    (.pool(.refused(name: "TooManyRequestsException", message: "", status: 429)), true),
    (.pool(.unreachable(reason: "")), true), (.signIn(.missingAttribute("name")), true),
    (.pool(.refused(name: "NotAuthorizedException", message: "", status: 400)), false),
    (.pool(.refused(name: "ExpiredCodeException", message: "", status: 400)), false),
    (.pool(.unanswered(reason: "")), false),
  ])
  func `an error says whether the question is still open`(error: SessionError, isOpen: Bool) {
    #expect(error.leavesQuestionOpen == isOpen)
  }
}
