import AuthCore
import LoopbackPool
import Testing

@Suite struct PoolWireTests {
  @Test func `an error has the service's headers and body`() async throws {
    var bench = try await PoolBench()
    let answer = bench.state.answer(
      request(
        "InitiateAuth",
        #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"x","AuthParameters":{}}"#
      ),
      at: bench.now
    )
    #expect(answer.status == 400)
    #expect(answer["content-type"] == "application/x-amz-json-1.1")
    #expect(answer["x-amzn-errortype"] == "ResourceNotFoundException:")
    #expect(answer["x-amzn-errormessage"] == "User pool client ID does not exist.")
    #expect(answer["date"] == "Tue, 03 Mar 2026 04:05:06 GMT")
    #expect(answer["x-amzn-requestid"]?.utf8.count == 36)
    #expect(
      String(decoding: answer.body, as: UTF8.self)
        == #"{"__type":"ResourceNotFoundException","message":"User pool client ID does not exist."}"#
    )
  }

  @Test(arguments: ["", "{", "[]", "null", #"{"AuthFlow":1}"#])
  func `a body that is not the operation's JSON is refused`(body: String) async throws {
    #expect(try await errorType(request("InitiateAuth", body)) == "SerializationException:")
  }

  @Test func `a missing member is named as a parameter`() async throws {
    #expect(try await errorType(request("InitiateAuth", "{}")) == "InvalidParameterException:")
  }

  @Test(arguments: ["NoSuch", "", "initiateauth", "AdminInitiateAuth"])
  func `an operation that is not there is refused by name`(operation: String) async throws {
    #expect(try await errorType(request(operation, "{}")) == "UnknownOperationException:")
  }

  @Test func `a request without a target or elsewhere is not carried out`() async throws {
    #expect(
      try await errorType(PoolRequest(method: "POST", path: "/")) == "UnknownOperationException:"
    )
    var bench = try await PoolBench()
    for (method, path) in [("GET", "/"), ("POST", "/x"), ("GET", "/other/.well-known/jwks.json")] {
      let answer = bench.state.answer(PoolRequest(method: method, path: path), at: bench.now)
      #expect(answer.status == 404)
    }
  }

  @Test func `no request prints what it carries`() {
    #expect("\(request("InitiateAuth", "secret"))" == "PoolRequest")
  }

  private func request(_ operation: String, _ body: String) -> PoolRequest {
    PoolRequest(
      method: "POST",
      path: "/",
      target: "AWSCognitoIdentityProviderService.\(operation)",
      body: Array(body.utf8)
    )
  }

  private func errorType(_ request: PoolRequest) async throws -> String? {
    var bench = try await PoolBench()
    return bench.state.answer(request, at: bench.now)["x-amzn-errortype"]
  }
}
