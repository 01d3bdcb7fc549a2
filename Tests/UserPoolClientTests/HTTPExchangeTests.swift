import AuthCore
import Testing

@testable import UserPoolClient

@Suite struct HTTPExchangeTests {
  @Test func `an answer that is complete when its task is cancelled is not dropped`() async {
    let (answers, answer) = AsyncStream<Void>.makeStream()
    let task = Task {
      await HTTPExchange.bounded(by: .seconds(60)) {
        // Not cancelled with its task: the answer is there already, and only late in being read.
        await Task { for await _ in answers {} }.value
        return .success(ServiceResponse(status: 200))
      }
    }
    task.cancel()
    answer.finish()
    #expect(await task.value == .success(ServiceResponse(status: 200)))
  }

  @Test func `an answer that comes with the end of its time is not dropped`() async {
    let outcome = await HTTPExchange.bounded(by: .zero) {
      await Self.untilCancelled()
      return .success(ServiceResponse(status: 200))
    }
    #expect(outcome == .success(ServiceResponse(status: 200)))
  }

  @Test func `a cancelled task and one out of time without an answer say which they were`() async {
    let task = Task {
      await HTTPExchange.bounded(by: .seconds(60)) { await Self.broken() }
    }
    task.cancel()
    #expect(await task.value == .failure(.unanswered(reason: "cancelled")))
    #expect(
      await HTTPExchange.bounded(by: .zero) { await Self.broken() }
        == .failure(.unanswered(reason: "no complete answer within 0.0 seconds"))
    )
  }

  /// An exchange that ends without an answer when it is cancelled.
  private static func broken() async -> Result<ServiceResponse, UserPoolError> {
    await untilCancelled()
    return .failure(.unanswered(reason: "the connection broke"))
  }

  private static func untilCancelled() async {
    let (never, continuation) = AsyncStream<Void>.makeStream()
    for await _ in never {}
    continuation.finish()
  }
}
