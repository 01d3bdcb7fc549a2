import AuthCore
import LoopbackPool
import Testing

@Suite struct PoolSignInTests {
  @Test func `three hundred SRP sign-ins with the right password all succeed`() async throws {
    var bench = try await PoolBench(users: [PoolBench.alice])
    for round in 0..<300 {
      let user = try bench.signIn(method: .srp, keepsSession: round.isMultiple(of: 2))
      #expect(user.username == "alice")
    }
  }

  @Test(arguments: [SignInFlow.Method.srp, .password])
  func `a wrong password and an unknown user look the same`(method: SignInFlow.Method) async throws
  {
    var bench = try await PoolBench()
    let refusal = notAuthorized("Incorrect username or password.")
    #expect(throws: refusal) { try bench.signIn(password: "wrong", method: method) }
    #expect(throws: refusal) { try bench.signIn("nobody", method: method) }
  }

  @Test(arguments: [SignInFlow.Method.srp, .password])
  func `an unknown user is named where the client does not hide it`(
    method: SignInFlow.Method
  ) async throws {
    var bench = try await PoolBench(client: AppClient(hidesUserExistence: false))
    #expect(
      throws: PoolBench.Refused(name: "UserNotFoundException", message: "User does not exist.")
    ) { try bench.signIn("nobody", method: method) }
  }

  @Test func `an unknown user gets the same salt at each try`() async throws {
    var bench = try await PoolBench()
    let salts = try (0..<3).map { _ in
      try bench.initiate("USER_SRP_AUTH", ["USERNAME": "nobody", "SRP_A": "2"])
        .challengeParameters?["SALT"]
    }
    #expect(salts[0] != nil && Set(salts).count == 1)
    let other = try bench.initiate("USER_SRP_AUTH", ["USERNAME": "nemo", "SRP_A": "2"])
    #expect(other.challengeParameters?["SALT"] != salts[0])
  }

  @Test(arguments: ["0", SRP.modulus.hex, "xyz"])
  func `a client key that is zero or no number is refused`(key: String) async throws {
    var bench = try await PoolBench()
    #expect(
      throws: PoolBench.Refused(name: "InvalidParameterException", message: "Invalid SRP_A")
    ) { try bench.initiate("USER_SRP_AUTH", ["USERNAME": "alice", "SRP_A": key]) }
  }

  @Test func `a verified address signs in and the tokens carry the user's name`() async throws {
    var bench = try await PoolBench()
    let user = try bench.signIn("alice@example.com", method: .srp)
    #expect(user.username == "alice")
    #expect(user.loginID == "alice@example.com")
  }

  @Test(arguments: ["zoë", "雪", "a b:c"])
  func `names and passwords beyond ASCII sign in both ways`(name: String) async throws {
    let seed = UserSeed(username: name, password: "pässwörd-雪:x")
    var bench = try await PoolBench(users: [seed])
    for method in [SignInFlow.Method.srp, .password] {
      let user = try bench.signIn(name, password: seed.password, method: method)
      #expect(try bench.claims(user.result.idToken).cognitoUsername == name)
    }
  }

  @Test func `a challenge is answered once and in time`() async throws {
    var bench = try await PoolBench()
    let challenge = try bench.initiate("USER_SRP_AUTH", ["USERNAME": "alice", "SRP_A": "2"])
    let answer = RespondToAuthChallengeRequest(
      challengeName: .passwordVerifier,
      challengeResponses: [
        "USERNAME": "alice", "TIMESTAMP": "x", "PASSWORD_CLAIM_SIGNATURE": "AAAA",
        "PASSWORD_CLAIM_SECRET_BLOCK": challenge.challengeParameters?["SECRET_BLOCK"] ?? "",
      ],
      clientID: bench.client.id,
      session: challenge.session
    )
    #expect(throws: notAuthorized("Incorrect username or password.")) {
      let _: AuthenticationAnswer = try bench.call("RespondToAuthChallenge", answer)
    }
    #expect(throws: notAuthorized("Invalid session for the user.")) {
      let _: AuthenticationAnswer = try bench.call("RespondToAuthChallenge", answer)
    }
    var late = answer
    late.session = try bench.initiate("USER_SRP_AUTH", ["USERNAME": "alice", "SRP_A": "2"]).session
    bench.advance(seconds: 181)
    #expect(throws: notAuthorized("Invalid session for the user, session is expired.")) {
      let _: AuthenticationAnswer = try bench.call("RespondToAuthChallenge", late)
    }
  }

  @Test func `a disabled user is refused after the right password only`() async throws {
    var bench = try await PoolBench()
    bench.state.setEnabled(false, username: "alice")
    #expect(throws: notAuthorized("User is disabled.")) { try bench.signIn(method: .srp) }
    #expect(throws: notAuthorized("Incorrect username or password.")) {
      try bench.signIn(password: "wrong", method: .srp)
    }
  }

  @Test(arguments: [SignInFlow.Method.srp, .password])
  func `a client with a secret must prove it`(method: SignInFlow.Method) async throws {
    let client = AppClient(secret: ClientSecret("s3cret"))
    var bench = try await PoolBench(client: client)
    #expect(try bench.signIn(method: method).username == "alice")
    #expect(
      throws: notAuthorized(
        "Client \(client.id) is configured with secret but SECRET_HASH was not received"
      )
    ) { try bench.signIn(method: method, client: AppClient()) }
    #expect(throws: notAuthorized("Unable to verify secret hash for client \(client.id)")) {
      try bench.signIn(method: method, client: AppClient(secret: ClientSecret("other")))
    }
  }

  @Test func `a flow that the client does not have is refused`() async throws {
    var bench = try await PoolBench(client: AppClient(flows: [.userSRPAuth]))
    #expect(
      throws: PoolBench.Refused(
        name: "InvalidParameterException",
        message: "USER_PASSWORD_AUTH flow not enabled for this client"
      )
    ) { try bench.signIn() }
    #expect(throws: PoolBench.Refused.self) { try bench.initiate("CUSTOM_AUTH", [:]) }
  }
}
