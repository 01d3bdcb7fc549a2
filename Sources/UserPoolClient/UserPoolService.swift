import AuthCore
import FoundationEssentials

/// One pool's operations as HTTP requests (AWS JSON 1.1; unsigned, as the user operations are).
struct UserPoolService: Sendable {
  let endpoint: Result<String, UserPoolError>
  let poolID: String
  let exchange: HTTPExchange
  let retry: RetryLoop

  /// Posts an operation and reads its answer.
  ///
  /// A `repeatable` operation may be sent again when it is not known whether it was carried out; one
  /// that `usesUp` a token is refused when it was.
  func call<Request: Encodable, Answer: Codable & Sendable>(
    _ operation: String,
    _ request: Request,
    repeatable: Bool,
    usesUp: Bool = false
  ) async throws(UserPoolError) -> UserPool.Reply<Answer> {
    let url = try endpoint.get() + "/"
    let body: [UInt8]
    do {
      body = Array(try JSONEncoder().encode(request))
    } catch {
      throw .unreachable(reason: "the request cannot be written as JSON")
    }
    let invocation = UUID().uuidString.lowercased()
    let response = try await retry.run(repeatable: repeatable, usesUp: usesUp) { attempt in
      await exchange.send(
        HTTPExchange.Message(
          url: url,
          headers: [
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", "AWSCognitoIdentityProviderService.\(operation)"),
            ("cache-control", "no-store"),
            ("x-amz-user-agent", "authtop"),
            ("amz-sdk-invocation-id", invocation),
            ("amz-sdk-request", "attempt=\(attempt); max=\(RetryLoop.attempts)"),
          ],
          body: body
        )
      )
    }
    // RevokeToken answers with an empty body, the others with an object.
    let text = response.body.isEmpty ? Array("{}".utf8) : response.body
    do {
      let answer = try JSONDecoder().decode(Answer.self, from: Data(text))
      return UserPool.Reply(answer, serverDate: response.date)
    } catch {
      throw .unreadable(status: response.status, reason: "not the JSON that \(operation) answers")
    }
  }

  /// The pool's key set, asked for once: `KeySetCache` says when it may be asked for again.
  func keySet() async throws(UserPoolError) -> UserPool.Reply<[UInt8]> {
    let url = "\(try endpoint.get())/\(poolID)/.well-known/jwks.json"
    let response = try await retry.once.run(repeatable: true) { _ in
      await exchange.send(HTTPExchange.Message(url: url, headers: [], body: nil))
    }
    return UserPool.Reply(response.body, serverDate: response.date)
  }
}
