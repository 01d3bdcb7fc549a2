import AuthCore
import Testing
import UserPoolClient

@Suite struct RequestTests {
  private let bench = ClientBench()

  @Test func `an operation is an unsigned post with the service's headers`() async throws {
    let answer = ScriptedServer.http(200, "", ["date: Tue, 03 Mar 2026 04:05:06 GMT"])
    try await bench.run([.answer(answer)]) { pool, script in
      let reply = try await pool.revokeToken(RevokeTokenRequest(token: "r", clientID: "c"))
      #expect(reply.serverDate == NumericDate(seconds: 1_772_510_706))
      let request = try #require(await script.requests.first)
      let lines = request.split(whereSeparator: \.isNewline).map(String.init)
      #expect(lines.first == "POST / HTTP/1.1")
      for line in [
        "content-type: application/x-amz-json-1.1",
        "x-amz-target: AWSCognitoIdentityProviderService.RevokeToken", "cache-control: no-store",
        "amz-sdk-request: attempt=1; max=3",
      ] { #expect(lines.contains(line)) }
      #expect(!request.lowercased().contains("authorization"))
      guard
        case .object(let body)? = try lines.last.map({ try JSONParser.parse(Array($0.utf8)).value })
      else {
        Issue.record("no body")
        return
      }
      #expect(body["Token"]?.text == "r" && body["ClientId"]?.text == "c")
      #expect(body.members.count == 2)
    }
  }

  @Test func `the key set is fetched beside the pool's issuer`() async throws {
    try await bench.run([.answer(ScriptedServer.http(200, #"{"keys":[]}"#))]) { pool, script in
      let keySet = try await pool.keySet().answer
      #expect(keySet == Array(#"{"keys":[]}"#.utf8))
      let request = try #require(await script.requests.first)
      #expect(request.hasPrefix("GET /us-east-1_Loopback1/.well-known/jwks.json HTTP/1.1"))
    }
  }

  @Test(arguments: [
    "http://example.com", "http://127.0.0.1.example.com", "http://127.0.0.1@example.com",
    "http://128.0.0.1", "http://127.1.1.256", "http://[::2]:1", "http://10.0.0.1",
    "ftp://127.0.0.1",
    "127.0.0.1", "", "https://", "https://user@example.com", "https://example.com?x=1",
  ])
  func `an endpoint that is neither HTTPS nor loopback gets nothing`(endpoint: String) async throws
  {
    let http = UserPoolHTTP(settings: bench.settings())
    let pool = http.userPool(for: ClientBench.pool(endpoint))
    await expect("unreachable") { _ = try await pool.getUser(ClientBench.getUser) }
    await expect("unreachable") { _ = try await pool.keySet() }
    #expect(bench.waited.isEmpty)
    await http.shutdown()
  }
}
