import AuthCore
import TestSupport
import Testing

struct ManagedSignInTests {
  private let pool = PoolConfiguration(
    name: "p",
    endpoint: "http://127.0.0.1:9",
    poolID: "us-east-1_P",
    clientID: "c"
  )
  private let settings = OAuthSettings(
    domain: "https://login.example",
    scopes: ["openid", "email"]
  )

  private func signIn(seed: UInt64 = 1) throws -> ManagedSignIn {
    var generator = SeededGenerator(seed: seed)
    return ManagedSignIn(
      pool: pool,
      settings: settings,
      redirect: try #require(LoopbackRedirect("http://127.0.0.1:4711/callback")),
      backend: .local,
      loginHint: "zoë",
      using: &generator
    )
  }

  @Test func `the address carries Amplify's parameters in its order`() throws {
    let signIn = try signIn()
    let url = signIn.request.url(endpoint: "https://login.example/oauth2/authorize")
    let parts = url.split(separator: "?", maxSplits: 1)
    #expect(parts[0] == "https://login.example/oauth2/authorize")
    let fields = try #require(FormText.decode(parts[1]))
    #expect(
      fields.map(\.name) == [
        "redirect_uri", "response_type", "client_id", "scope", "login_hint", "nonce", "state",
        "code_challenge", "code_challenge_method",
      ]
    )
    #expect(fields["redirect_uri"] == "http://127.0.0.1:4711/callback")
    #expect(fields["scope"] == "openid email")
    #expect(fields["login_hint"] == "zoë")
    #expect(fields["state"]?.count == 32 && fields["nonce"]?.count == 32)
    #expect(fields["code_challenge"]?.count == 43)
    #expect(try self.signIn(seed: 2).request != signIn.request)
  }

  @Test func `the code goes to the token endpoint with its proof`() throws {
    var signIn = try signIn()
    let state = signIn.request.state
    let answer = signIn.handle(method: "GET", target: "/callback?code=k%2B1&state=\(state)")
    guard case .redeem(.code(let code, let uri, let verifier)) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect((code, uri) == ("k+1", "http://127.0.0.1:4711/callback"))
    #expect(verifier.count == 128)
    #expect(PKCE.challenge(of: verifier) == signIn.request.codeChallenge)
    #expect(!"\(signIn)".contains(verifier))
    let again = signIn.handle(method: "GET", target: "/callback?code=k&state=\(state)")
    #expect(again == .wait(.over))
  }

  @Test(arguments: [
    ("GET", "/favicon.ico", RedirectPage.notFound), ("GET", "/", .notFound),
    ("POST", "/callback?code=a&state=STATE", .notFound), ("GET", "/callback", .wrongState),
    ("GET", "/callback?code=a", .wrongState), ("GET", "/callback?code=a&state=x", .wrongState),
    ("GET", "/callback?code=a&state=STATE&state=STATE", .wrongState),
    ("GET", "/callback?error=access_denied&state=x", .wrongState),
    ("GET", "/callback?state=STATE", .wrongState),
    ("GET", "/callback?code=&state=STATE", .wrongState),
    ("GET", "/callback?code=a&code=b&state=STATE", .wrongState),
    ("GET", "/callback?code=%&state=STATE", .wrongState),
    ("GET", "/callback?code=a&state=STATE&iss=https://evil.example", .wrongState),
  ])
  func `whatever else comes is waited through`(
    method: String,
    target: String,
    page: RedirectPage
  ) throws {
    var signIn = try signIn()
    let state = signIn.request.state
    let target = target.split(separator: "STATE", omittingEmptySubsequences: false)
      .joined(separator: state)
    #expect(signIn.handle(method: method, target: target) == .wait(page))
    // The sign-in is as open as before.
    let answer = signIn.handle(method: "GET", target: "/callback?code=a&state=\(state)")
    guard case .redeem = answer else { throw Unexpected() }
  }

  private struct Unexpected: Error {}

  @Test func `a refusal of the person ends it in the issuer's words`() throws {
    var signIn = try signIn()
    let target =
      "/callback?error=access_denied&error_description=No+thanks&state=\(signIn.request.state)"
    #expect(
      signIn.handle(method: "GET", target: target)
        == .fail(.refused(error: "access_denied", description: "No thanks"))
    )
    #expect(signIn.handle(method: "GET", target: target) == .wait(.over))
  }

  @Test(arguments: [
    ("http://127.0.0.1:0/callback", 0, "/callback"), ("http://localhost:3000/", 3000, "/"),
    ("http://localhost", 80, ""), ("http://[::1]:8080/a/b", 8080, "/a/b"),
  ])
  func `callback URLs on this machine are read and written as they were`(
    uri: String,
    port: Int,
    path: String
  ) {
    let redirect = LoopbackRedirect(uri)
    #expect(redirect?.port == port && redirect?.path == path && redirect?.uri == uri)
  }

  @Test(arguments: [
    "https://localhost:3000/", "http://localhost.evil.example/", "http://127.0.0.1.evil/",
    "http://10.0.0.1/", "myapp://callback", "http://localhost:99999/", "http://localhost:x/",
    "http://localhost:1/?a", "http://localhost:1/a b", "", "http://user@localhost/",
  ])
  func `no other address is one of this machine`(uri: String) {
    #expect(LoopbackRedirect(uri) == nil)
  }

  @Test func `a registered callback URL is taken, and any port only where the issuer allows it`()
    throws
  {
    var settings = settings
    settings.redirectURIs = ["myapp://", "http://localhost:3000/cb"]
    #expect(try LoopbackRedirect.chosen(for: pool, settings).port == 3000)
    settings.redirectURIs = ["myapp://"]
    #expect(throws: ManagedSignInError.noLoopbackRedirect(["myapp://"])) {
      try LoopbackRedirect.chosen(for: pool, settings)
    }
    settings.redirectURIs = []
    #expect(throws: ManagedSignInError.self) { try LoopbackRedirect.chosen(for: pool, settings) }
    settings.domain = "http://127.0.0.1:9"
    #expect(try LoopbackRedirect.chosen(for: pool, settings).port == 0)
  }

  @Test func `the browser's keys are Amplify's`() {
    let key = AmplifyKey.oauth(clientID: "c", name: .oauthSignIn)
    #expect(key.text == "CognitoIdentityServiceProvider.c.oauthSignIn")
    for name in AmplifyKey.OAuthName.allCases {
      let key = AmplifyKey.oauth(clientID: "c", name: name)
      #expect(AmplifyKey(key.text) == key)
    }
    // A user may have any name.
    #expect(
      AmplifyKey("CognitoIdentityServiceProvider.c.oauthState.idToken")
        == .tokenSet(clientID: "c", username: "oauthState", name: .idToken)
    )
  }
}
