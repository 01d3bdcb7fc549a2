import AuthCore
import Testing

@testable import UserPoolClient

/// A key set is asked for once: when again is for the cache to say, which counts downloads.
struct KeySetPaceTests {
  private let bench = ClientBench()

  private static let faults: [ScriptedServer.Step] = [
    .answer(ScriptedServer.http(500, "<html>")), .answer(ScriptedServer.http(503, "")),
    .answer(ScriptedServer.refusal(429, "TooManyRequestsException")), .answerAndClose(""),
    .answerAndClose("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"),
  ]

  @Test(arguments: 0..<5)
  func `a key set that is not had is asked for no second time`(number: Int) async throws {
    let fault = Self.faults[number]
    let good = ScriptedServer.Step.answer(ScriptedServer.http(200, #"{"keys":[]}"#))
    try await bench.run([fault, good]) { pool, script in
      await #expect(throws: UserPoolError.self) { _ = try await pool.keySet() }
      #expect(await script.requests.count == 1)
    }
    #expect(bench.waited == [])
  }

  @Test(arguments: [true, false])
  func `another issuer's is, like its discovery, asked for once`(isDiscovered: Bool) async throws {
    let server = try await ScriptedServer.start([])
    if isDiscovered {
      let members = #""issuer":"\#(server.endpoint)","jwks_uri":"\#(server.endpoint)/jwks""#
      await server.script.add(.answer(ScriptedServer.http(200, "{\(members)}")))
    }
    await server.script.add(.answer(ScriptedServer.http(503, "")))
    await server.script.add(.answer(ScriptedServer.http(200, #"{"keys":[]}"#)))
    let http = UserPoolHTTP(settings: bench.settings())
    var pool = ClientBench.pool(server.endpoint)
    pool.kind = .oidc
    await #expect(throws: UserPoolError.self) { _ = try await http.userPool(for: pool).keySet() }
    #expect(await server.script.requests.count == (isDiscovered ? 2 : 1))
    await http.shutdown()
    await server.stop()
  }

  @Test func `a download has ended before it would be given up as lost`() {
    // Discovery, then the key set.
    let longest = HTTPSettings().totalTimeout * 2
    #expect(longest < .milliseconds(KeySetCache.patience))
  }
}
