import AuthCore
import LoopbackPool
import Testing

@Suite struct PoolNewPasswordTests {
  private let seed = UserSeed(
    username: "new",
    password: "Temporary-1",
    attributes: ["email": "new@example.com"],
    status: .forceChangePassword
  )

  @Test(arguments: [SignInFlow.Method.srp, .password, .userAuth])
  func `the first sign-in sets another password`(method: SignInFlow.Method) async throws {
    var bench = try await PoolBench(users: [seed])
    let user = try bench.signIn("new", password: "Temporary-1", method: method)
    #expect(user.username == "new")
    #expect(try bench.signIn("new", password: "New-password-2", method: method).username == "new")
    #expect(throws: notAuthorized("Incorrect username or password.")) {
      try bench.signIn("new", password: "Temporary-1", method: method)
    }
  }

  @Test func `the challenge tells the attributes as JSON text`() async throws {
    var bench = try await PoolBench(users: [seed], requiredAttributes: ["name"])
    let answer = try bench.initiate(
      "USER_PASSWORD_AUTH",
      ["USERNAME": "new", "PASSWORD": "Temporary-1"]
    )
    #expect(answer.challengeName == .newPasswordRequired)
    #expect(
      answer.challengeParameters == [
        "USER_ID_FOR_SRP": "new",
        "requiredAttributes": #"["userAttributes.name"]"#,
        "userAttributes": #"{"email":"new@example.com"}"#,
      ]
    )
  }

  @Test func `a required attribute must come with the new password`() async throws {
    var bench = try await PoolBench(users: [seed], requiredAttributes: ["name"])
    let session = try bench.initiate(
      "USER_PASSWORD_AUTH",
      ["USERNAME": "new", "PASSWORD": "Temporary-1"]
    ).session
    var request = RespondToAuthChallengeRequest(
      challengeName: .newPasswordRequired,
      challengeResponses: ["USERNAME": "new", "NEW_PASSWORD": "New-password-2"],
      clientID: bench.client.id,
      session: session
    )
    #expect(throws: PoolBench.Refused.self) {
      let _: AuthenticationAnswer = try bench.call("RespondToAuthChallenge", request)
    }
    request.challengeResponses["userAttributes.name"] = "N"
    let answer: AuthenticationAnswer = try bench.call("RespondToAuthChallenge", request)
    let claims = try bench.claims(answer.authenticationResult?.idToken)
    #expect(claims["name"] == .string("N"))
    #expect(claims.emailVerified == false)
  }

  @Test(arguments: [
    ("Sh0rt-x", "Password not long enough"),
    ("lower-case-1", "Password must have uppercase characters"),
    ("UPPER-CASE-1", "Password must have lowercase characters"),
    ("No-Digits-Here", "Password must have numeric characters"),
    ("NoSymbol123", "Password must have symbol characters"),
  ])
  func `a weak new password is refused by its rule`(password: String, rule: String) async throws {
    var bench = try await PoolBench(users: [seed])
    #expect(
      throws: PoolBench.Refused(
        name: "InvalidPasswordException",
        message: "Password does not conform to policy: \(rule)"
      )
    ) { try bench.signIn("new", password: "Temporary-1", newPassword: password) }
  }
}
