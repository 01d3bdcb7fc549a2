import AuthCore
import Testing
import UserPoolClient

@Suite struct BrokenAnswerTests {
  private let bench = ClientBench()

  @Test func `an HTML page with status 500 is unreadable and its text is not repeated`()
    async throws
  {
    let page = ScriptedServer.http(500, "<!doctype html><p>secret stack")
    try await bench.run([.answer(page), .answer(page), .answer(page)]) { pool, script in
      await #expect(
        throws: UserPoolError.unreadable(status: 500, reason: "an HTML page instead of JSON")
      ) { _ = try await pool.getUser(ClientBench.getUser) }
      #expect(await script.requests.count == 3)
    }
  }

  @Test func `a refresh is not sent again after an HTML page with status 500`() async throws {
    try await bench.run([.answer(ScriptedServer.http(500, "<html>"))]) { pool, script in
      await expect("unreadable") {
        _ = try await pool.getTokensFromRefreshToken(ClientBench.refresh)
      }
      #expect(await script.requests.count == 1)
    }
  }

  @Test(arguments: [
    "", "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"Username\":",
    "HTTP/1.1 200 OK\r\ncontent-le",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"Us",
  ])
  func `an answer cut by the server leaves the outcome open`(bytes: String) async throws {
    try await bench.run([.answerAndClose(bytes)]) { pool, script in
      await expect("unanswered") {
        _ = try await pool.getTokensFromRefreshToken(ClientBench.refresh)
      }
      #expect(await script.requests.count == 1)
    }
  }

  @Test func `JSON cut short inside a right length is unreadable`() async throws {
    try await bench.run([.answer(ScriptedServer.http(200, #"{"Username":"a"#))]) { pool, _ in
      await expect("unreadable") { _ = try await pool.getUser(ClientBench.getUser) }
    }
  }

  @Test func `a length below the body's is not read past`() async throws {
    let answer =
      "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{\"Username\":\"a\",\"UserAttributes\":[]}"
    try await bench.run([.answerAndClose(answer)]) { pool, _ in
      // Which of the two depends on whether the rest came with the first packet.
      await #expect(throws: UserPoolError.self) { _ = try await pool.getUser(ClientBench.getUser) }
    }
  }

  @Test func `a redirect is not followed`() async throws {
    let elsewhere = try await ScriptedServer.start([])
    let answer = ScriptedServer.http(307, "", ["location: \(elsewhere.endpoint)/"])
    try await bench.run([.answer(answer)]) { pool, _ in
      await #expect(throws: UserPoolError.unreadable(status: 307, reason: "an empty answer")) {
        _ = try await pool.getUser(ClientBench.getUser)
      }
    }
    #expect(await elsewhere.script.requests.isEmpty)
    await elsewhere.stop()
  }

  @Test func `a body over the limit is not read to its end`() async throws {
    let answer = ScriptedServer.http(200, String(repeating: "x", count: 2000))
    try await bench.run([.answer(answer)], change: { $0.bodyLimit = 1999 }) { pool, _ in
      await #expect(
        throws: UserPoolError.unreadable(status: 200, reason: "an answer of more than 1999 bytes")
      ) { _ = try await pool.keySet() }
    }
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"])
  func `a stalled answer ends at the deadline`(bytes: String) async throws {
    let shorten: (inout HTTPSettings) -> Void = { $0.totalTimeout = .seconds(3) }
    try await bench.run([.stall(bytes)], change: shorten) { pool, script in
      await expect("unanswered") {
        _ = try await pool.getTokensFromRefreshToken(ClientBench.refresh)
      }
      #expect(await script.requests.count == 1)
    }
  }

  @Test func `Connection close on every answer is survived`() async throws {
    let body = #"{"Username":"a","UserAttributes":[]}"#
    let step = ScriptedServer.Step.answerAndClose(
      ScriptedServer.http(200, body, ["connection: close"])
    )
    try await bench.run(Array(repeating: step, count: 5)) { pool, _ in
      for _ in 0..<5 {
        let user = try await pool.getUser(ClientBench.getUser).answer
        #expect(user.username == "a")
      }
    }
  }

  @Test func `nobody listening is unreachable`() async throws {
    // Port 1 is below those that a test's server may be given, and nothing serves it.
    let http = UserPoolHTTP(settings: bench.settings())
    let pool = http.userPool(for: ClientBench.pool("http://127.0.0.1:1"))
    await expect("unreachable") {
      _ = try await pool.getTokensFromRefreshToken(ClientBench.refresh)
    }
    await http.shutdown()
  }
}
