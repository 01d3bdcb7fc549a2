import AuthCore
import LoopbackPool
import Synchronization
import TestSupport
import Testing
import UserPoolClient

/// A browser, the pool's managed login, the redirect listener and the session manager, all over real
/// HTTP on loopback.
@Suite struct OAuthRoundTripTests {
  private static let now = NumericDate(seconds: 1_772_510_706)

  /// A pool with everything around it.
  private struct Bench {
    let pool: LoopbackPool
    let http: UserPoolHTTP
    let manager: SessionManager
    let local: MemoryStorage
    let browser = HeadlessBrowser()
  }

  private func withBench(
    _ client: AppClient = AppClient(),
    kind: PoolConfiguration.Kind = .cognito,
    _ body: (Bench, PoolConfiguration) async throws -> Void
  ) async throws {
    let pool = try await LoopbackPool.start(
      configuration: LoopbackPoolConfiguration(clients: [client]),
      clock: { Self.now }
    )
    let http = UserPoolHTTP()
    var configuration = pool.poolConfiguration(name: "loopback", client: client)
    if kind == .oidc {
      configuration = PoolConfiguration(
        name: "generic",
        endpoint: pool.issuer,
        poolID: "x",
        clientID: client.id,
        clientSecret: client.secret
      )
      configuration.kind = .oidc
    }
    let local = MemoryStorage()
    let manager = SessionManager(
      backends: [Backend(id: .local, storage: local, lifetime: .permanent)],
      state: MemoryStorage(),
      undo: MemoryStorage(),
      pools: Pools([configuration]) { http.userPool(for: $0) },
      clock: { Self.now }
    )
    let bench = Bench(pool: pool, http: http, manager: manager, local: local)
    do {
      try await body(bench, configuration)
    } catch {
      Issue.record(error)
    }
    await bench.browser.shutdown()
    await http.shutdown()
    await pool.stop()
  }

  /// Signs zoë in as `authtop sign-in --managed` does.
  private func signIn(_ bench: Bench, _ pool: PoolConfiguration) async throws -> Session? {
    let settings = try bench.manager.managedLogin(of: pool)
    let listener = try await RedirectListener.start(.chosen(for: pool, settings))
    var generator = SystemRandomNumberGenerator()
    let signIn = ManagedSignIn(
      pool: pool,
      settings: settings,
      redirect: listener.redirect,
      backend: .local,
      using: &generator
    )
    let talk = Talk(signIn, bench.manager)
    let serving = Task { await listener.serve { await talk.answer($0, $1) } }
    defer { serving.cancel() }
    let url = try await bench.manager.authorizeURL(signIn)
    let callback = try await bench.browser.logIn(url, "zoë", "Demo-password-1")
    // What a browser does by itself, and what a stranger might.
    let stray = try await bench.browser.get(
      "http://127.0.0.1:\(listener.redirect.port)/favicon.ico"
    )
    #expect(stray.status == 404)
    let forged = try await bench.browser.get("\(listener.redirect.uri)?code=x&state=forged")
    #expect(forged.status == 400)
    let page = try await bench.browser.get(callback ?? "")
    #expect(page.status == 200 && page.text.contains("You can close this window"))
    // It has ended by itself; a cancelled one ends in any case.
    serving.cancel()
    await serving.value
    return await talk.session
  }

  private actor Talk {
    private var signIn: ManagedSignIn
    private let manager: SessionManager
    private(set) var session: Session?

    init(_ signIn: ManagedSignIn, _ manager: SessionManager) {
      self.signIn = signIn
      self.manager = manager
    }

    func answer(_ method: String, _ target: String) async -> RedirectListener.Reply {
      switch signIn.handle(method: method, target: target) {
      case .wait(let page): return RedirectListener.Reply(page)
      case .fail: return RedirectListener.Reply(.failed, isLast: true)
      case .redeem(let request):
        session = try? await manager.redeem(request, of: signIn)
        return RedirectListener.Reply(session == nil ? .failed : .signedIn, isLast: true)
      }
    }
  }

  @Test(arguments: [nil, ClientSecret("s3cret")])
  func `a sign-in in the browser is stored with Amplify's keys`(secret: ClientSecret?) async throws
  {
    let client = AppClient(secret: secret)
    try await withBench(client) { bench, pool in
      let stale = AmplifyKey.oauth(clientID: client.id, name: .inflightOAuth).text
      await bench.local.setItem("true", forKey: stale)
      let session = try #require(try await signIn(bench, pool))
      #expect(session.id.username == "zoë" && session.problems.isEmpty)
      func item(_ name: String) async -> String? {
        await bench.local.getItem("CognitoIdentityServiceProvider.\(client.id).\(name)")
      }
      #expect(await item("LastAuthUser") == "zoë")
      #expect(await item("zoë.oauthMetadata") == #"{"oauthSignIn":true}"#)
      #expect(await item("oauthSignIn") == "true,false")
      #expect(await item("inflightOAuth") == nil)
      #expect(await item("zoë.signInDetails") == nil)
      #expect(await item("zoë.clockDrift") == "0")
      let verdicts = try await bench.manager.verify(session.id)
      #expect(verdicts.access?.verdict.isValid == true && verdicts.idToken?.verdict.isValid == true)
    }
  }

  @Test func `the endpoints refresh, tell of the user, revoke and log out`() async throws {
    try await withBench(AppClient(rotation: AppClient.Rotation(graceSeconds: 0))) { bench, pool in
      let session = try #require(try await signIn(bench, pool))
      let oauth = try #require(bench.http.userPool(for: pool).oauth)
      let token = try #require(try await bench.manager.token(.refresh, of: session.id))
      let renewed = try await oauth.token(.refresh(token.reveal())).answer
      #expect(renewed.refreshToken != nil)
      await #expect(
        throws: UserPoolError.refused(
          name: "invalid_grant",
          message: "Refresh token has already been used",
          status: 400
        )
      ) { _ = try await oauth.token(.refresh(token.reveal())) }
      let access = TokenText(renewed.accessToken, kind: .access)
      #expect(try await oauth.userInfo(access).answer["username"]?.text == "zoë")
      _ = try await oauth.revoke(TokenText(renewed.refreshToken ?? "", kind: .refresh))
      let refusal = await #expect(throws: UserPoolError.self) {
        _ = try await oauth.userInfo(access)
      }
      #expect(refusal?.description.contains("invalid_token") == true)
      let logout = try await oauth.logoutURL("http://localhost:1/")
      #expect(try await bench.browser.get(logout ?? "").location == "http://localhost:1/")
    }
  }

  @Test
  func `a session from the browser is renewed at the token endpoint, and its refusals are told`()
    async throws
  {
    try await withBench(AppClient(rotation: AppClient.Rotation(graceSeconds: 0))) { bench, pool in
      let id = try #require(try await signIn(bench, pool)).id
      var tokens: Set<String> = []
      for _ in 0..<3 {
        let outcome = try await bench.manager.refresh(id)
        #expect(outcome.rotated && outcome.renewedIDToken)
        tokens.insert(try await bench.manager.token(.refresh, of: id)?.reveal() ?? "")
      }
      #expect(tokens.count == 3)
      // Somebody else, who knows no locks, uses the token up.
      let oauth = try #require(bench.http.userPool(for: pool).oauth)
      let current = try #require(try await bench.manager.token(.refresh, of: id))
      let stolen = try await oauth.token(.refresh(current.reveal())).answer
      #expect(await refusal(bench, id) == .reused)
      #expect(try await bench.manager.token(.refresh, of: id) == current)
      // Its owner signs in again, and the pool revokes that.
      _ = try await oauth.revoke(TokenText(stolen.refreshToken ?? "", kind: .refresh))
      let again = try #require(try await signIn(bench, pool)).id
      #expect(try await bench.manager.session(again).refusal == nil)
      let fresh = try #require(try await bench.manager.token(.refresh, of: again))
      _ = try await oauth.revoke(fresh)
      #expect(await refusal(bench, again) == .revoked)
    }
  }

  @Test func `a user who was turned off is refused at the token endpoint as that`() async throws {
    try await withBench { bench, pool in
      let id = try #require(try await signIn(bench, pool)).id
      await bench.pool.setEnabled(false, username: "zoë")
      #expect(await refusal(bench, id) == .disabled)
      #expect(try await bench.manager.token(.refresh, of: id) != nil)
    }
  }

  /// What the pool refused a refresh for, as the session is marked with it.
  private func refusal(_ bench: Bench, _ id: SessionID) async -> Refusal.Kind? {
    guard (try? await bench.manager.refresh(id)) == nil else { return nil }
    return try? await bench.manager.session(id).refusal?.kind
  }

  @Test func `a generic issuer is found by discovery, verified, refreshed and revoked`()
    async throws
  {
    try await withBench(kind: .oidc) { bench, pool in
      let session = try #require(try await signIn(bench, pool))
      #expect(try await bench.manager.verify(session.id).idToken?.verdict.isValid == true)
      _ = try await bench.manager.refresh(session.id)
      let report = try await bench.manager.signOut(session.id, scope: .here)
      #expect(
        report.steps.map(\.outcome) == [.confirmed, .confirmed, .confirmed],
        "\(report.steps)"
      )
      #expect(report.isRemoved)
    }
  }

  @Test func `a discovery document serves all operations for an hour`() async throws {
    let server = try await ScriptedServer.start([])
    let clock = Mutex(ContinuousClock.now)
    let (http, pool) = Self.generic(server) { clock.withLock { $0 } }
    let keys = ScriptedServer.Step.answer(ScriptedServer.http(200, "{}"))
    let document = ScriptedServer.Step.answer(
      ScriptedServer.http(
        200,
        #"{"issuer":"\#(server.endpoint)","jwks_uri":"\#(server.endpoint)/jwks"}"#
      )
    )
    for step in [document, keys, keys, document, keys] { await server.script.add(step) }
    do {
      // Each operation is a value of its own.
      for _ in 0..<2 { _ = try await http.userPool(for: pool).keySet() }
      clock.withLock { $0 += .seconds(3600) }
      _ = try await http.userPool(for: pool).keySet()
    } catch {
      Issue.record(error)
    }
    let paths = await server.script.requests.map { $0.split(separator: " ")[1] }
    let well = "/.well-known/openid-configuration"
    #expect(paths == [well[...], "/jwks", "/jwks", well[...], "/jwks"])
    await http.shutdown()
    await server.stop()
  }

  private static func generic(
    _ server: ScriptedServer,
    now: @escaping @Sendable () -> ContinuousClock.Instant
  ) -> (UserPoolHTTP, PoolConfiguration) {
    var settings = HTTPSettings()
    settings.now = now
    var pool = PoolConfiguration(name: "g", endpoint: server.endpoint, poolID: "x", clientID: "c")
    pool.kind = .oidc
    return (UserPoolHTTP(settings: settings), pool)
  }

  @Test func `an issuer whose document names another is not believed`() async throws {
    let document = #"{"issuer":"https://evil.example","token_endpoint":"https://evil.example/t"}"#
    let server = try await ScriptedServer.start([.answer(ScriptedServer.http(200, document))])
    let http = UserPoolHTTP()
    var pool = PoolConfiguration(name: "g", endpoint: server.endpoint, poolID: "x", clientID: "c")
    pool.kind = .oidc
    await #expect(
      throws: UserPoolError.unreadable(
        status: 200,
        reason: "a discovery document of another issuer"
      )
    ) { _ = try await http.userPool(for: pool).oauth?.token(.refresh("r")) }
    #expect(await server.script.requests.count == 1)
    await http.shutdown()
    await server.stop()
  }

  @Test func `a port that is in use is told`() async throws {
    let server = try await ScriptedServer.start([])
    let port = Int(server.endpoint.split(separator: ":").last ?? "") ?? 0
    let redirect = try #require(LoopbackRedirect("http://127.0.0.1:\(port)/"))
    await #expect(throws: ManagedSignInError.cannotListen(port: port, reason: "it is in use")) {
      _ = try await RedirectListener.start(redirect)
    }
    await server.stop()
  }
}
