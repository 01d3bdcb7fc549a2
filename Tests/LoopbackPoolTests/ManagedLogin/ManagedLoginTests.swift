import AuthCore
import Foundation
import LoopbackPool
import Testing

@Suite struct ManagedLoginTests {
  @Test func `a browser is led from the app to the page and back with a code`() async throws {
    var bench = try await LoginBench()
    let query = bench.query()
    let start = bench.get("/oauth2/authorize", query: query)
    #expect(start.status == 302 && start["location"] == "/login?\(query)")
    let page = bench.get("/login", query: query)
    #expect(page.status == 200 && page["content-type"]?.hasPrefix("text/html") == true)
    #expect(page["content-security-policy"]?.contains("http://127.0.0.1:5000") == true)
    let fields = LoginBench.callback(bench.login())
    #expect(fields?["state"] == "s1")
    #expect(fields?["code"]?.isEmpty == false)
    let cookie = bench.cookies["cognito"] ?? ""
    #expect(cookie.count == 43)
  }

  @Test func `a code gives tokens with what was asked for`() async throws {
    var bench = try await LoginBench()
    let tokens = try bench.tokens()
    let access = try CompactToken(tokens.accessToken).claims
    #expect(access.scopes == ["openid", "email", "aws.cognito.signin.user.admin"])
    #expect(access.clientID == bench.pool.client.id)
    let id = try CompactToken(tokens.idToken ?? "").claims
    #expect(id["nonce"]?.text == "n1")
    #expect(id["at_hash"]?.text?.count == 22)
    #expect(tokens.refreshToken?.split(separator: ".").count == 5)
    #expect(tokens.expiresIn == 3600 && tokens.tokenType == "Bearer")
  }

  @Test func `without openid there is no ID token`() async throws {
    var bench = try await LoginBench()
    let tokens = try bench.tokens(query: bench.query(["scope": "email"]))
    #expect(tokens.idToken == nil)
    #expect(bench.get("/oauth2/userInfo", bearer: tokens.accessToken).status == 401)
  }

  @Test func `a code is good once, and a second use ends what the first gave`() async throws {
    var bench = try await LoginBench()
    let code = LoginBench.callback(bench.login())?["code"]
    let first = bench.redeem(code)
    #expect(first.status == 200)
    #expect(LoginBench.error(bench.redeem(code)) == "invalid_grant")
    let tokens = try JSONDecoder().decode(OAuthTokens.self, from: Data(first.body))
    #expect(bench.get("/oauth2/userInfo", bearer: tokens.accessToken).status == 401)
  }

  @Test(arguments: [
    (["code_verifier": String(repeating: "w", count: 43)], "invalid_grant"),
    (["code_verifier": ""], "invalid_grant"),
    (["redirect_uri": "http://127.0.0.1:5001/cb"], "invalid_grant"),
    (["code": "other"], "invalid_grant"), (["client_id": "other"], "invalid_client"),
    (["grant_type": "password"], "unsupported_grant_type"),
    (["grant_type": "refresh_token"], "invalid_request"),
  ])
  func `a code is not redeemed by anyone else`(change: [String: String], error: String) async throws
  {
    var bench = try await LoginBench()
    let code = LoginBench.callback(bench.login())?["code"]
    let answer = bench.redeem(code, change)
    #expect(answer.status == 400 && LoginBench.error(answer) == error)
  }

  @Test func `a code ends after five minutes`() async throws {
    var bench = try await LoginBench()
    let code = LoginBench.callback(bench.login())?["code"]
    bench.pool.now = bench.pool.now.advanced(byMilliseconds: 300_000)
    #expect(LoginBench.error(bench.redeem(code)) == "invalid_grant")
  }

  @Test(
    arguments: [
      (["client_id": "other"], nil), (["redirect_uri": "https://evil.example/cb"], nil),
      (["redirect_uri": nil], nil), (["response_type": "token"], "unsupported_response_type"),
      (["scope": "openid root"], "invalid_scope"), (["code_challenge": "short"], "invalid_request"),
      (["code_challenge_method": "plain"], "invalid_request"),
      (["prompt": "none"], "login_required"),
    ] as [([String: String?], String?)]
  )
  func `a wrong request goes back to the app, or nowhere when the address is wrong`(
    change: [String: String?],
    error: String?
  ) async throws {
    var bench = try await LoginBench()
    let answer = bench.get("/oauth2/authorize", query: bench.query(change))
    if let error {
      #expect(LoginBench.callback(answer)?["error"] == error)
      #expect(LoginBench.callback(answer)?["state"] == "s1")
    } else {
      #expect(answer.status == 400 && answer["location"] == nil)
    }
  }

  @Test func `a wrong password asks again, and markup typed into the form stays text`() async throws
  {
    var bench = try await LoginBench()
    let answer = bench.login("\"><script>alert(1)</script>", password: "wrong")
    #expect(answer.status == 200 && answer["location"] == nil)
    let text = LoginBench.text(answer)
    #expect(text.contains("Incorrect username or password."))
    #expect(!text.contains("<script") && text.contains("&lt;script&gt;"))
    #expect(!text.contains("wrong"))
  }

  @Test func `a form that another site posted signs nobody in`() async throws {
    var bench = try await LoginBench()
    _ = bench.get("/login", query: bench.query())
    for token in ["", "guessed"] {
      let answer = bench.post(
        "/login",
        ["username": "alice", "password": PoolBench.password, "_csrf": token],
        query: bench.query()
      )
      #expect(answer["location"] == nil && bench.cookies["cognito"] == nil)
    }
  }

  @Test func `the browser's session outlives the tokens, and ends by logout or after an hour`()
    async throws
  {
    var bench = try await LoginBench()
    let tokens = try bench.tokens()
    _ = bench.post(
      "/oauth2/revoke",
      ["token": tokens.refreshToken ?? "", "client_id": bench.pool.client.id]
    )
    #expect(bench.get("/oauth2/userInfo", bearer: tokens.accessToken).status == 401)
    // No password is asked for.
    #expect(
      LoginBench.callback(bench.get("/oauth2/authorize", query: bench.query()))?["code"] != nil
    )
    let asked = bench.get("/oauth2/authorize", query: bench.query(["prompt": "login"]))
    #expect(asked["location"]?.hasPrefix("/login?") == true)
    let logout = FormText.encode([
      FormText.Field("client_id", bench.pool.client.id),
      FormText.Field("logout_uri", LoginBench.callback),
    ])
    #expect(bench.get("/logout", query: logout)["location"] == LoginBench.callback)
    #expect(bench.cookies["cognito"] == nil)
    let after = bench.get("/oauth2/authorize", query: bench.query())
    #expect(after["location"]?.hasPrefix("/login?") == true)
    _ = bench.login()
    bench.pool.now = bench.pool.now.advanced(byMilliseconds: 3_600_000)
    let late = bench.get("/oauth2/authorize", query: bench.query())
    #expect(late["location"]?.hasPrefix("/login?") == true)
  }

  @Test func `logout leads nowhere that the app client does not know`() async throws {
    var bench = try await LoginBench()
    let query = FormText.encode([
      FormText.Field("client_id", bench.pool.client.id),
      FormText.Field("logout_uri", "https://evil.example/"),
    ])
    let answer = bench.get("/logout", query: query)
    #expect(answer.status == 400 && answer["location"] == nil)
  }
}
