import AuthCore
import Foundation
import LoopbackPool
import Testing

@Suite struct OAuthEndpointTests {
  private func renew(_ bench: inout LoginBench, _ token: String?) throws -> PoolAnswer {
    bench.post(
      "/oauth2/token",
      [
        "grant_type": "refresh_token", "client_id": bench.pool.client.id,
        "refresh_token": token ?? "",
      ]
    )
  }

  private func tokens(_ answer: PoolAnswer) throws -> OAuthTokens {
    try JSONDecoder().decode(OAuthTokens.self, from: Data(answer.body))
  }

  @Test func `a refresh keeps scope and nonce, and rotates where the client does`() async throws {
    let client = AppClient(rotation: AppClient.Rotation(graceSeconds: 0))
    var bench = try await LoginBench(client: client)
    let first = try bench.tokens()
    let second = try tokens(renew(&bench, first.refreshToken))
    #expect(second.refreshToken != nil && second.refreshToken != first.refreshToken)
    let claims = try CompactToken(second.accessToken).claims
    #expect(claims.scopes == ["openid", "email", "aws.cognito.signin.user.admin"])
    #expect(LoginBench.error(try renew(&bench, first.refreshToken)) == "invalid_grant")
    var plain = try await LoginBench()
    let token = try plain.tokens().refreshToken
    #expect(try tokens(renew(&plain, token)).refreshToken == nil)
  }

  @Test func `a revoked refresh token is refused in the pool's words`() async throws {
    var bench = try await LoginBench()
    let token = try bench.tokens().refreshToken ?? ""
    let form = ["token": token, "client_id": bench.pool.client.id]
    #expect(bench.post("/oauth2/revoke", form).status == 200)
    #expect(bench.post("/oauth2/revoke", form).status == 200)
    let answer = try renew(&bench, token)
    #expect(answer.status == 400)
    #expect(LoginBench.text(answer).contains("Refresh Token has been revoked"))
  }

  @Test func `what cannot be revoked is told apart`() async throws {
    var bench = try await LoginBench()
    let id = bench.pool.client.id
    let access = try bench.tokens().accessToken
    let wrong = bench.post("/oauth2/revoke", ["token": access, "client_id": id])
    #expect(wrong.status == 400 && LoginBench.error(wrong) == "unsupported_token_type")
    let missing = bench.post("/oauth2/revoke", ["client_id": id])
    #expect(missing.status == 400 && LoginBench.error(missing) == "invalid_request")
    let other = bench.post("/oauth2/revoke", ["token": access, "client_id": "other"])
    #expect(other.status == 401 && LoginBench.error(other) == "invalid_client")
    #expect(bench.post("/oauth2/revoke", ["token": "a.b.c.d.e", "client_id": id]).status == 200)
  }

  @Test func `a client with a secret proves it in the header or the form`() async throws {
    let client = AppClient(secret: ClientSecret("s:e cret"))
    var bench = try await LoginBench(client: client)
    func code(_ bench: inout LoginBench) -> String? { LoginBench.callback(bench.login())?["code"] }
    var one = code(&bench)
    #expect(LoginBench.error(bench.redeem(one)) == "invalid_client")
    #expect(LoginBench.error(bench.redeem(one, basic: "\(client.id):wrong")) == "invalid_client")
    #expect(bench.redeem(one, basic: "\(client.id):s%3Ae%20cret").status == 200)
    one = code(&bench)
    #expect(bench.redeem(one, ["client_secret": "s:e cret"]).status == 200)
  }

  @Test func `userInfo tells what the scopes allow, and nothing to a dead token`() async throws {
    var bench = try await LoginBench()
    let tokens = try bench.tokens()
    let answer = bench.get("/oauth2/userInfo", bearer: tokens.accessToken)
    let claims = try JSONDecoder().decode([String: String].self, from: Data(answer.body))
    #expect(claims["email"] == "alice@example.com" && claims["username"] == "alice")
    #expect(claims["custom:team"] == nil)
    let dead = bench.get("/oauth2/userInfo", bearer: "x")
    #expect(dead.status == 401 && dead.body.isEmpty)
    #expect(
      dead["www-authenticate"] == #"error="invalid_token", error_description="Access token is "#
        + #"expired, disabled, or deleted, or the user has globally signed out.""#
    )
    #expect(bench.get("/oauth2/userInfo").status == 401)
    bench.pool.now = bench.pool.now.advanced(byMilliseconds: 3_600_000)
    #expect(bench.get("/oauth2/userInfo", bearer: tokens.accessToken).status == 401)
  }

  @Test func `discovery names every endpoint`() async throws {
    var bench = try await LoginBench()
    let path = "/us-east-1_Loopback1/.well-known/openid-configuration"
    let text = LoginBench.text(bench.get(path))
    for name in [
      "authorization_endpoint", "token_endpoint", "revocation_endpoint", "userinfo_endpoint",
      "end_session_endpoint", "jwks_uri",
    ] {
      #expect(text.contains("\"\(name)\":\"http://127.0.0.1:9/"), "\(name)")
    }
  }
}
