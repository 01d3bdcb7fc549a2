import AuthCore
import FoundationEssentials
import Synchronization
import TestSupport

@testable import UserPoolClient

/// A ledger pool behind the client's own retries and a bad network, in virtual time.
final class FaultyPool: Sendable {
  /// What becomes of one request.
  private enum Fault: CaseIterable {
    case serverError, throttled, stalled, resetAfterCommit, none
  }

  let ledger: LedgerPool
  private let random: Mutex<SeededGenerator>
  private let counts = Mutex((requests: 0, inAttempt: 0, most: 0))
  /// What is left of the kill switch of the process that asks.
  private let kill = Mutex(KillSwitch())

  init(ledger: LedgerPool, seed: UInt64) {
    self.ledger = ledger
    random = Mutex(SeededGenerator(seed: seed))
  }

  var requests: Int { counts.withLock { $0.requests } }
  /// The most requests of one attempt.
  var most: Int { counts.withLock { $0.most } }

  /// A process begins.
  func serve(_ kill: KillSwitch) { self.kill.withLock { $0 = kill } }

  func number(below limit: Int) -> Int {
    random.withLock { Int.random(in: 0..<limit, using: &$0) }
  }

  private func nextFault() -> Fault {
    switch number(below: 100) {
    case 0..<20: .serverError
    case 20..<30: .throttled
    case 30..<35: .stalled
    case 35..<40: .resetAfterCommit
    default: .none
    }
  }

  /// The pool as a manager takes it; only a refresh is asked of it.
  var userPool: UserPool {
    UserPool(
      initiateAuth: { _ async throws(UserPoolError) in throw .unreachable(reason: "none") },
      respondToAuthChallenge: { _ async throws(UserPoolError) in
        throw .unreachable(reason: "none")
      },
      getTokensFromRefreshToken: { request async throws(UserPoolError) in
        try await self.refresh(request)
      },
      revokeToken: { _ async throws(UserPoolError) in throw .unreachable(reason: "none") },
      globalSignOut: { _ async throws(UserPoolError) in throw .unreachable(reason: "none") },
      getUser: { _ async throws(UserPoolError) in throw .unreachable(reason: "none") },
      keySet: { () async throws(UserPoolError) in throw .unreachable(reason: "none") }
    )
  }

  private func refresh(
    _ request: GetTokensFromRefreshTokenRequest
  ) async throws(UserPoolError) -> UserPool.Reply<AuthenticationAnswer> {
    counts.withLock { $0.inAttempt = 0 }
    let loop = RetryLoop(
      sleep: { wait in
        let parts = wait.components
        self.ledger.advance(
          milliseconds: parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
        )
      },
      jitter: { Int64(self.number(below: 101)) }
    )
    // As the client sends it.
    let response = try await loop.run(repeatable: false, usesUp: true) { _ in
      await self.send(request)
    }
    do {
      return UserPool.Reply(
        try JSONDecoder().decode(AuthenticationAnswer.self, from: Data(response.body))
      )
    } catch {
      throw .unreadable(status: 200, reason: "no JSON")
    }
  }

  private func send(
    _ request: GetTokensFromRefreshTokenRequest
  ) async -> Result<ServiceResponse, UserPoolError> {
    counts.withLock { counts in
      counts.requests += 1
      counts.inAttempt += 1
      counts.most = max(counts.most, counts.inAttempt)
    }
    let kill = kill.withLock { $0 }
    await kill.pass()
    ledger.advance(milliseconds: 100)
    switch nextFault() {
    case .serverError: return .success(serverError())
    case .throttled: return .success(throttled())
    case .stalled:
      ledger.advance(milliseconds: 20_000)
      return .failure(.unanswered(reason: "no complete answer within 20 seconds"))
    case .resetAfterCommit:
      _ = try? ledger.refresh(request.refreshToken)
      return .failure(.unanswered(reason: "the connection broke"))
    case .none:
      let response = answer(request.refreshToken)
      await kill.pass()
      return .success(response)
    }
  }

  private func serverError() -> ServiceResponse {
    var response = ServiceResponse(status: [500, 502, 503, 504][number(below: 4)])
    if response.status == 500 { response.errorType = "InternalErrorException" }
    if response.status == 502 { response.body = Array("<html>".utf8) }
    return response
  }

  private func throttled() -> ServiceResponse {
    var response = ServiceResponse(status: 429)
    response.errorType = "TooManyRequestsException"
    if number(below: 2) == 0 { response.retryAfter = "2" }
    return response
  }

  private func answer(_ token: String) -> ServiceResponse {
    var response = ServiceResponse(status: 200)
    do throws(UserPoolError) {
      let answer = try ledger.refresh(token)
      response.body = (try? JSONEncoder().encode(answer)).map { Array($0) } ?? []
    } catch {
      guard case .refused(let name, let message, let status, _) = error else { return response }
      response.status = status
      response.errorType = name
      response.errorMessage = message
    }
    return response
  }
}
