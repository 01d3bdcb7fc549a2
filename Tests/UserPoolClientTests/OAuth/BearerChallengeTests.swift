import AuthCore
import Testing

@testable import UserPoolClient

@Suite struct BearerChallengeTests {
  /// Cognito's own (AWS: userinfo-endpoint).
  private static let cognitos =
    #"error="invalid_token", error_description="Access token is expired, disabled, or deleted, or "#
    + #"the user has globally signed out.""#

  @Test(arguments: [
    cognitos, "Bearer " + cognitos, "bearer realm=\"a, b\", " + cognitos, "," + cognitos + " , ",
    "Negotiate YII+/==, Bearer " + cognitos, "Basic realm=\"error=\\\"x\\\"\", Bearer " + cognitos,
    "DPoP algs=\"ES256\", error=\"use_dpop_nonce\", Bearer " + cognitos,
    "Basic, Bearer\t" + cognitos,
  ])
  func `the error is found where the clauses and Cognito put it`(header: String) {
    let challenge = BearerChallenge(header: header)
    #expect(challenge?.error == "invalid_token")
    #expect(challenge?.description?.hasSuffix("or the user has globally signed out.") == true)
  }

  @Test func `values are tokens or quoted, and names are of either case`() {
    let challenge = BearerChallenge(header: #"BEARER Error = invalid_token,x="a\"b\\",y=1"#)
    #expect(challenge?.error == "invalid_token" && challenge?.description == nil)
    #expect(
      BearerChallenge(header: #"error="e", error_description="say \"no\"""#)?.description
        == #"say "no""#
    )
  }

  @Test(arguments: [
    "", "Bearer", "Bearer realm=\"x\"", "Basic error=\"invalid_token\"", "error=", "error=\"\"",
    "error=\"a\", error=\"b\"", "Bearer error=\"a\", Bearer error=\"b\"", "error=\"invalid_token",
    "error=\"a\" error_description=\"b\"", "error=\"a\"b", "=\"a\"", "error=a b",
    "error=\"a\u{7}\"",
    "error=\"\u{e9}\"", "Bearer a=b=c, error=\"x\"", "error=\"a\\\"", "e\"r\"=x, error=\"a\"",
  ])
  func `anything else is no challenge`(header: String) {
    #expect(BearerChallenge(header: header) == nil)
  }

  @Test func `a refusal that is in the header alone is understood, body or not`() async throws {
    let header = "www-authenticate: " + Self.cognitos
    let message =
      "Access token is expired, disabled, or deleted, or the user has globally signed out."
    for body in ["", "<html>", #"{"error":"invalid_token"}"#] {
      var response = ServiceResponse(status: 401, body: Array(body.utf8))
      response.challenges = [String(header.dropFirst("www-authenticate: ".count))]
      #expect(
        ServiceFailure(response.withOAuthError).error
          == .refused(name: "invalid_token", message: message, status: 401)
      )
    }
    let server = try await ScriptedServer.start([
      .answer(ScriptedServer.http(401, "", ["www-authenticate: Basic realm=\"x\"", header]))
    ])
    let http = UserPoolHTTP(settings: ClientBench().settings { $0.totalTimeout = .seconds(120) })
    var pool = ClientBench.pool(server.endpoint)
    pool.oauth = OAuthSettings(domain: server.endpoint)
    let oauth = try #require(http.userPool(for: pool).oauth)
    await #expect(
      throws: UserPoolError.refused(name: "invalid_token", message: message, status: 401)
    ) { _ = try await oauth.userInfo(TokenText("t", kind: .access)) }
    await http.shutdown()
    await server.stop()
  }
}
