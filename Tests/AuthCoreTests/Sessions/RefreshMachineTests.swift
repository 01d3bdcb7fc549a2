import AuthCore
import TestSupport
import Testing

/// Which way a refresh goes.
struct RefreshMachineTests {
  private func machine(
    isManaged: Bool,
    hasDomain: Bool,
    lacksOperation: Bool? = nil,
    kind: PoolConfiguration.Kind = .cognito,
    idToken: String? = nil,
    secret: ClientSecret? = nil,
    access: String? = nil
  ) -> RefreshMachine {
    var configuration = PoolConfiguration(
      name: "demo",
      endpoint: "http://127.0.0.1:1",
      poolID: "us-east-1_Demo",
      clientID: "client1"
    )
    configuration.kind = kind
    configuration.clientSecret = secret
    if hasDomain { configuration.oauth = OAuthSettings(domain: "http://127.0.0.1:1") }
    var stored = StoredSession(clientID: "client1", username: "alice")
    stored[.refreshToken] = "h.k.i.c.r"
    stored[.idToken] = idToken
    stored[.accessToken] = access
    stored[.deviceKey] = "device"
    if isManaged { stored[.oauthMetadata] = #"{"oauthSignIn":true}"# }
    return RefreshMachine(
      id: ManagerBench.id(),
      configuration: configuration,
      stored: stored,
      lacksOperation: lacksOperation
    )
  }

  @Test func `a session of the browser is renewed at the token endpoint`() {
    var machine = machine(isManaged: true, hasDomain: true)
    #expect(machine.begin() == .token(.refresh("h.k.i.c.r")))
    // No other way is tried, whatever that endpoint answers.
    let error = UserPoolError.unreadable(status: 500, reason: "a page")
    #expect(machine.failed(error, at: ManagerBench.now) == .fail(.pool(error)))
  }

  @Test(arguments: [(true, false), (false, true)])
  func `any other session is renewed by the operation, device key included`(
    isManaged: Bool,
    hasDomain: Bool
  ) {
    var machine = machine(isManaged: isManaged, hasDomain: hasDomain)
    let request = GetTokensFromRefreshTokenRequest(
      refreshToken: "h.k.i.c.r",
      clientID: "client1",
      deviceKey: "device"
    )
    #expect(machine.begin() == .getTokens(request))
  }

  @Test func `a pool that lacks the operation gets the older request at once`() {
    var machine = machine(isManaged: false, hasDomain: false, lacksOperation: true)
    let request = InitiateAuthRequest(
      authFlow: .refreshTokenAuth,
      authParameters: ["REFRESH_TOKEN": "h.k.i.c.r", "DEVICE_KEY": "device"],
      clientID: "client1"
    )
    #expect(machine.begin() == .initiateAuth(request))
  }

  @Test(arguments: [
    (SampleTokens { $0.username = "5f0b" }.access, "5f0b"), (nil, "alice"), ("broken", "alice"),
    (SampleTokens { $0.username = "" }.access, "alice"),
  ])
  func `the older request proves the secret with the pool's name of the user`(
    access: String?,
    username: String
  ) {
    var machine = machine(
      isManaged: false,
      hasDomain: false,
      lacksOperation: true,
      secret: ClientSecret("s"),
      access: access
    )
    guard case .initiateAuth(let request) = machine.begin() else {
      Issue.record("another request")
      return
    }
    #expect(
      request.authParameters["SECRET_HASH"]
        == SecretHash.text(secret: ClientSecret("s"), username: username, clientID: "client1")
    )
  }

  @Test(arguments: [
    ("invalid_grant", "", Refusal.Kind.unknown),
    ("invalid_grant", "Refresh Token has been revoked", .revoked),
    ("NotAuthorizedException", "Refresh Token has expired", .expired),
  ])
  func `a refusal is remembered by its class`(name: String, message: String, kind: Refusal.Kind) {
    var machine = machine(isManaged: true, hasDomain: true)
    _ = machine.begin()
    let error = UserPoolError.refused(name: name, message: message, status: 400)
    guard case .remember(let refusal) = machine.failed(error, at: ManagerBench.now) else {
      Issue.record("not remembered")
      return
    }
    #expect(refusal.kind == kind)
  }

  @Test(arguments: [
    ("invalid_client", Refusal.Kind.wrongClient), ("unauthorized_client", .wrongClient),
    ("ResourceNotFoundException", .wrongClient), ("TooManyRequestsException", .throttled),
    ("LimitExceededException", .throttled),
  ])
  func `a wrong client and throttling are told apart and mark nothing`(
    name: String,
    kind: Refusal.Kind
  ) {
    let error = UserPoolError.refused(name: name, message: "", status: 400)
    #expect(Refusal.Kind(error) == kind)
    #expect(Refusal(error, at: ManagerBench.now) == nil)
  }

  @Test func `only a success shows what a pool has`() {
    let page = UserPoolError.unreadable(status: 500, reason: "a page")
    var machine = machine(isManaged: false, hasDomain: false)
    _ = machine.begin()
    #expect(machine.isKnownToLack == false)
    guard case .initiateAuth = machine.failed(page, at: ManagerBench.now) else {
      Issue.record("not asked in the older way")
      return
    }
    #expect(machine.isKnownToLack == true)
  }

  @Test func `another issuer has no older way`() {
    let page = UserPoolError.unreadable(status: 500, reason: "a page")
    var machine = machine(isManaged: false, hasDomain: false, kind: .oidc)
    _ = machine.begin()
    #expect(machine.failed(page, at: ManagerBench.now) == .fail(.pool(page)))
  }

  /// What a generic issuer answers: an access token for an API, and an ID token for the client.
  private func generic(
    access: [(String, String)],
    id: [(String, String)],
    storedID: [(String, String)]? = nil
  ) -> RefreshMachine.Action {
    var machine = machine(
      isManaged: true,
      hasDomain: false,
      kind: .oidc,
      idToken: storedID.map(SampleTokens.token)
    )
    _ = machine.begin()
    var answer = SampleTokens().answer
    answer.authenticationResult?.accessToken = SampleTokens.token(access)
    answer.authenticationResult?.idToken = SampleTokens.token(id)
    return machine.answered(UserPool.Reply(answer), at: ManagerBench.now)
  }

  private static let person = [
    ("iss", #""https://fs.example/adfs""#), ("sub", #""u1""#), ("aud", #""client1""#),
  ]

  @Test(arguments: [
    [("iss", #""http://fs.example/adfs/services/trust""#), ("sub", #""u1""#), ("aud", #""api""#)],
    [("iss", #""https://sts.example/""#), ("sub", #""of-the-api""#)], [("iss", #""https://fs""#)],
    [],
  ])
  func `an access token that is for an API costs no session of another issuer`(
    access: [(String, String)]
  ) {
    for stored in [Self.person, nil] {
      guard
        case .save(_, let tokens, true) = generic(access: access, id: Self.person, storedID: stored)
      else {
        Issue.record("\(access)")
        continue
      }
      #expect(tokens.refreshToken?.reveal() == "h.k.i.c.refresh-1")
    }
  }

  @Test(arguments: [
    ("iss", #""https://evil.example""#, "pool"), ("sub", #""u2""#, "user"),
    ("aud", #"["a","b"]"#, "client"),
  ])
  func `an ID token of somebody else is refused at any issuer`(
    name: String,
    value: String,
    claim: String
  ) {
    let id = Self.person.map { $0.0 == name ? (name, value) : $0 }
    let action = generic(access: Self.person, id: id, storedID: Self.person)
    #expect(action == .fail(.foreignTokens(claim: claim)))
  }

  @Test(arguments: [PoolConfiguration.Kind.oidc, .cognito])
  func `an access token that only its issuer can read is renewed, and Cognito has none`(
    kind: PoolConfiguration.Kind
  ) {
    var machine = machine(isManaged: false, hasDomain: false, kind: kind)
    _ = machine.begin()
    var answer = SampleTokens().answer
    answer.authenticationResult?.accessToken = "opaque"
    let action = machine.answered(UserPool.Reply(answer), at: ManagerBench.now)
    switch (action, kind) {
    case (.save(_, let tokens, let rotated), .oidc):
      #expect(tokens.accessToken.reveal() == "opaque" && rotated)
      #expect(tokens.clockDrift == -60_000)
    case (.fail(.unusableTokens(.access, _)), .cognito): break
    default: Issue.record("\(kind): another answer")
    }
  }
}
