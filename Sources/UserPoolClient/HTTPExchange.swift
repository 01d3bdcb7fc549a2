import AsyncHTTPClient
import AuthCore
import NIOCore
import NIOHTTP1

/// One request and its answer: no retry, no redirect, bounded in time and size.
struct HTTPExchange: Sendable {
  let clients: HTTPClients
  let settings: HTTPSettings

  struct Message: Sendable {
    let url: String
    let headers: [(name: String, value: String)]
    /// Posted; without one it is a GET.
    let body: [UInt8]?
  }

  /// The answer of any status, or why there is none.
  func send(_ message: Message) async -> Result<ServiceResponse, UserPoolError> {
    await Self.bounded(by: settings.totalTimeout) { await exchange(message) }
  }

  /// An exchange that is ended when its time is over or its task is cancelled.
  ///
  /// An answer that is complete all the same is returned: there may be tokens in it that exist
  /// nowhere else.
  static func bounded(
    by limit: Duration,
    _ exchange: @escaping @Sendable () async -> Result<ServiceResponse, UserPoolError>
  ) async -> Result<ServiceResponse, UserPoolError> {
    await withTaskGroup(of: Result<ServiceResponse, UserPoolError>?.self) { group in
      group.addTask { await exchange() }
      group.addTask {
        // Cancelled when the answer is there.
        try? await Task.sleep(for: limit)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      // After the end of its time the exchange ends too, in most cases by being cancelled.
      let outcome = if let first { first } else { await group.next() ?? nil }
      if case .success(let response)? = outcome { return .success(response) }
      if Task.isCancelled { return .failure(.unanswered(reason: "cancelled")) }
      return first ?? .failure(.unanswered(reason: "no complete answer within \(limit)"))
    }
  }

  private func exchange(_ message: Message) async -> Result<ServiceResponse, UserPoolError> {
    var request = HTTPClientRequest(url: message.url)
    for (name, value) in message.headers { request.headers.add(name: name, value: value) }
    if let body = message.body {
      request.method = .POST
      request.body = .bytes(ByteBuffer(bytes: body))
    }
    do {
      let deadline = NIODeadline.now() + TimeAmount(settings.totalTimeout)
      let client = try clients.client(for: message.url)
      let answer = try await client.execute(request, deadline: deadline)
      var response = ServiceResponse(status: Int(answer.status.code))
      response.errorType = answer.headers.first(name: "x-amzn-errortype")
      response.errorMessage = answer.headers.first(name: "x-amzn-errormessage")
      response.challenges = answer.headers["www-authenticate"]
      response.date = answer.headers.first(name: "date").flatMap(HTTPDate.parse)
      response.retryAfter = answer.headers.first(name: "retry-after")
      do {
        let body = try await answer.body.collect(upTo: settings.bodyLimit)
        response.body = Array(body.readableBytesView)
      } catch is NIOTooManyBytesError {
        return .failure(
          .unreadable(
            status: response.status,
            reason: "an answer of more than \(settings.bodyLimit) bytes"
          )
        )
      }
      return .success(response)
    } catch {
      return .failure(TransportFailure.userPoolError(error))
    }
  }
}
