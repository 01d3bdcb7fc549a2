import AuthCore
import Testing

@Suite struct ServiceErrorTests {
  private let bench = ClientBench()

  @Test(arguments: [
    (["x-amzn-errortype: A,B"], "{}", "A"),
    (["x-amzn-errortype: A:http://x#B"], #"{"__type":"C"}"#, "A"),
    (["x-amzn-errortype: com.amazonaws.x#A"], "", "A"),
    ([], #"{"code":"A","__type":"B"}"#, "A"),
    ([], #"{"__type":"com.amazonaws.x#A"}"#, "A"),
  ])
  func `the name is found where Amplify looks`(
    headers: [String],
    body: String,
    name: String
  ) async throws {
    try await bench.run([.answer(ScriptedServer.http(400, body, headers))]) { pool, _ in
      await #expect(throws: UserPoolError.refused(name: name, message: "", status: 400)) {
        _ = try await pool.getUser(ClientBench.getUser)
      }
    }
  }

  @Test(arguments: [
    (#"{"__type":"A","message":"m"}"#, "m"), (#"{"__type":"A","Message":"M"}"#, "M"),
    (#"{"__type":"A"}"#, "h"),
  ])
  func `the message is found in each spelling`(body: String, message: String) async throws {
    let answer = ScriptedServer.http(400, body, ["x-amzn-errormessage: h"])
    try await bench.run([.answer(answer)]) { pool, _ in
      await #expect(throws: UserPoolError.refused(name: "A", message: message, status: 400)) {
        _ = try await pool.getUser(ClientBench.getUser)
      }
    }
  }

  @Test func `a token that the message quotes is left out`() async throws {
    let token = "eyJ" + String(repeating: "a", count: 60)
    let answer = ScriptedServer.refusal(400, "A", "Token \(token) is bad")
    try await bench.run([.answer(answer)]) { pool, _ in
      await #expect(
        throws: UserPoolError.refused(name: "A", message: "Token [token] is bad", status: 400)
      ) { _ = try await pool.getUser(ClientBench.getUser) }
    }
  }

  @Test(arguments: [(400, "{}"), (400, "[1]"), (403, "Forbidden"), (404, "")])
  func `an error without a name is not the service's`(status: Int, body: String) async throws {
    try await bench.run([.answer(ScriptedServer.http(status, body))]) { pool, script in
      await expect("unreadable") { _ = try await pool.getUser(ClientBench.getUser) }
      #expect(await script.requests.count == 1)
    }
  }
}
