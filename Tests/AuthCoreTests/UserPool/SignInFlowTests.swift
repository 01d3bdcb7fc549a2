import AuthCore
import Testing

@Suite struct SignInFlowTests {
  private let now = NumericDate(seconds: 1_772_510_706)
  private let tokens = AuthenticationAnswer(
    authenticationResult: AuthenticationResult(
      accessToken: "a",
      idToken: "i",
      refreshToken: "r",
      expiresIn: 9
    )
  )

  @Test func `SRP sends the public key and never the password`() throws {
    var flow = flow(.srp)
    let request = try initiate(flow.step(.start, at: now))
    #expect(request.authFlow == .userSRPAuth)
    #expect(request.authParameters["SRP_A"] == SRPClient(secret: BigInteger([7])).publicKey.hex)
    #expect(Set(request.authParameters.keys) == ["USERNAME", "SRP_A"])
  }

  @Test func `the proof is signed under the pool's own id of the user`() throws {
    var flow = flow(.srp, typed: "alice@example.com")
    _ = try flow.step(.start, at: now)
    let response = try respond(flow.step(.answered(verifier()), at: now))
    #expect(response.session == "s1")
    #expect(response.challengeResponses["USERNAME"] == "alice")
    #expect(response.challengeResponses["TIMESTAMP"] == "Tue Mar 3 04:05:06 UTC 2026")
    #expect(response.challengeResponses["PASSWORD_CLAIM_SECRET_BLOCK"] == "c2VjcmV0")
    let signature = response.challengeResponses["PASSWORD_CLAIM_SIGNATURE"]
    #expect(signature?.utf8.count == 44)
    // Another typed name leaves the proof alone; it hangs on USER_ID_FOR_SRP.
    var other = self.flow(.srp, typed: "someone else")
    _ = try other.step(.start, at: now)
    let second = try respond(other.step(.answered(verifier()), at: now))
    #expect(second.challengeResponses["PASSWORD_CLAIM_SIGNATURE"] == signature)
  }

  @Test(arguments: ["SALT", "SRP_B", "SECRET_BLOCK", "USER_ID_FOR_SRP"])
  func `a challenge without a parameter is named`(parameter: String) throws {
    var flow = flow(.srp)
    _ = try flow.step(.start, at: now)
    var answer = verifier()
    answer.challengeParameters?[parameter] = nil
    #expect(
      throws: SignInError.missingParameter(challenge: .passwordVerifier, parameter: parameter)
    ) {
      _ = try flow.step(.answered(answer), at: now)
    }
  }

  @Test(arguments: [("SALT", "xyz"), ("SRP_B", ""), ("SECRET_BLOCK", "?")])
  func `a parameter that cannot be read is named`(parameter: String, text: String) throws {
    var flow = flow(.srp)
    _ = try flow.step(.start, at: now)
    #expect(throws: SignInError.badParameter(challenge: .passwordVerifier, parameter: parameter)) {
      _ = try flow.step(.answered(verifier(changing: [parameter: text])), at: now)
    }
  }

  @Test(arguments: ["0", SRP.modulus.hex])
  func `a server key of zero gets no proof`(key: String) throws {
    var flow = flow(.srp)
    _ = try flow.step(.start, at: now)
    #expect(throws: SignInError.unsafeServerKey(.serverKeyIsZero)) {
      _ = try flow.step(.answered(verifier(changing: ["SRP_B": key])), at: now)
    }
  }

  @Test func `a pool that asks for SRP's proof after a password is not followed`() throws {
    var flow = flow(.password)
    _ = try flow.step(.start, at: now)
    #expect(throws: SignInError.unsupportedChallenge(.passwordVerifier)) {
      _ = try flow.step(.answered(verifier()), at: now)
    }
  }

  @Test func `an unknown challenge is named`() throws {
    var flow = flow(.srp)
    _ = try flow.step(.start, at: now)
    let answer = AuthenticationAnswer(challengeName: ChallengeName(rawValue: "WEB_AUTHN"))
    #expect(throws: SignInError.unsupportedChallenge(ChallengeName(rawValue: "WEB_AUTHN"))) {
      _ = try flow.step(.answered(answer), at: now)
    }
    #expect(throws: SignInError.emptyAnswer) {
      _ = try flow.step(.answered(AuthenticationAnswer()), at: now)
    }
  }

  @Test func `a new password goes back in the challenge's session with its attributes`() throws {
    var flow = flow(.password)
    _ = try flow.step(.start, at: now)
    let asked = try flow.step(.answered(newPasswordRequired), at: now)
    #expect(
      asked == .ask(.newPassword(requiredAttributes: ["name"], attributes: ["email": "a@b"]))
    )
    #expect(throws: SignInError.missingAttribute("name")) {
      _ = try flow.step(.reply(.newPassword(Password("new"), attributes: [:])), at: now)
    }
    let sent = try flow.step(
      .reply(.newPassword(Password("new"), attributes: ["name": "A"])),
      at: now
    )
    let response = try respond(sent)
    #expect(response.session == "s2")
    #expect(
      response.challengeResponses
        == ["USERNAME": "alice", "NEW_PASSWORD": "new", "userAttributes.name": "A"]
    )
    // The pool refused it as too weak: another goes the same way.
    let again = try flow.step(
      .reply(.newPassword(Password("newer"), attributes: ["name": "A"])),
      at: now
    )
    #expect(try respond(again).session == "s2")
    #expect(try respond(again).challengeResponses["NEW_PASSWORD"] == "newer")
    _ = try flow.step(.answered(tokens), at: now)
    #expect(throws: SignInError.nothingAsked) {
      _ = try flow.step(.reply(.newPassword(Password("new"), attributes: ["name": "A"])), at: now)
    }
  }

  @Test func `a client's secret is proved over the name that is sent`() throws {
    let secret = ClientSecret("s3cret")
    var flow = flow(.srp, typed: "alice@example.com", secret: secret)
    let request = try initiate(flow.step(.start, at: now))
    #expect(hash(request.authParameters, of: "alice@example.com", secret))
    let response = try respond(flow.step(.answered(verifier()), at: now))
    #expect(hash(response.challengeResponses, of: "alice", secret))
  }

  @Test(arguments: [
    (SignInFlow.Method.srp, ["USERNAME": "id"], "id"),
    (.srp, ["USER_ID_FOR_SRP": "id"], "typed"),
    (.password, ["USERNAME": "id", "USER_ID_FOR_SRP": "other"], "id"),
    (.password, ["USER_ID_FOR_SRP": "id"], "id"),
    (.password, [:], "typed"),
  ])
  func `tokens are stored under the name that Amplify would take`(
    method: SignInFlow.Method,
    names: [String: String],
    stored: String
  ) throws {
    var flow = flow(method, typed: "typed")
    _ = try flow.step(.start, at: now)
    if !names.isEmpty {
      let challenge = AuthenticationAnswer(
        challengeName: .newPasswordRequired,
        challengeParameters: names,
        session: "s"
      )
      _ = try flow.step(.answered(challenge), at: now)
    }
    guard case .finish(let user) = try flow.step(.answered(tokens), at: now) else {
      Issue.record("not finished")
      return
    }
    #expect(user.username == stored)
    #expect(user.loginID == "typed")
    #expect(user.result.refreshToken == "r")
  }

  @Test func `nothing on the way prints a password or a token`() throws {
    var flow = flow(.password)
    let start = try flow.step(.start, at: now)
    let done = try flow.step(.answered(tokens), at: now)
    for text in ["\(flow)", "\(start)", "\(done)", String(reflecting: start)] {
      #expect(!text.contains("Correct") && !text.contains("\"r\""))
    }
  }

  private func flow(
    _ method: SignInFlow.Method,
    typed: String = "alice",
    secret: ClientSecret? = nil
  ) -> SignInFlow {
    SignInFlow(
      username: typed,
      password: Password("Correct-horse-1"),
      method: method,
      pool: PoolConfiguration(
        name: "p",
        endpoint: "http://127.0.0.1:1",
        poolID: "us-east-1_Loop1234X",
        clientID: "client1",
        clientSecret: secret
      ),
      srp: SRPClient(secret: BigInteger([7]))
    )
  }

  private func verifier(changing changes: [String: String] = [:]) -> AuthenticationAnswer {
    let parameters = [
      "USERNAME": "alice", "USER_ID_FOR_SRP": "alice", "SALT": "a1", "SRP_B": "b2",
      "SECRET_BLOCK": "c2VjcmV0",
    ]
    return AuthenticationAnswer(
      challengeName: .passwordVerifier,
      challengeParameters: parameters.merging(changes) { $1 },
      session: "s1"
    )
  }

  private var newPasswordRequired: AuthenticationAnswer {
    AuthenticationAnswer(
      challengeName: .newPasswordRequired,
      challengeParameters: [
        "USER_ID_FOR_SRP": "alice",
        "requiredAttributes": #"["userAttributes.name"]"#,
        "userAttributes": #"{"email":"a@b"}"#,
      ],
      session: "s2"
    )
  }

  private func initiate(_ action: SignInFlow.Action) throws -> InitiateAuthRequest {
    guard case .send(.initiate(let request)) = action else { throw Unexpected() }
    return request
  }

  private func respond(_ action: SignInFlow.Action) throws -> RespondToAuthChallengeRequest {
    guard case .send(.respond(let request)) = action else { throw Unexpected() }
    return request
  }

  private func hash(_ values: [String: String], of name: String, _ secret: ClientSecret) -> Bool {
    SecretHash.isValid(
      values["SECRET_HASH"] ?? "",
      secret: secret,
      username: name,
      clientID: "client1"
    )
  }

  private struct Unexpected: Error {}
}

extension SignInFlow {
  /// The next action for somebody who has no devices stored.
  fileprivate mutating func step(_ event: Event, at now: NumericDate) throws -> Action {
    let action = try handle(event, at: now)
    if case .findDevice = action { return try handle(.foundDevice(nil), at: now) }
    return action
  }
}
