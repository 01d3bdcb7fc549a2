import AuthCore

/// Tries an operation up to three times, with growing waits between (Amplify JavaScript v6's rule).
struct RetryLoop: Sendable {
  static let attempts = 3
  /// A server that wants to be left alone for longer gets no further attempt.
  static let longestDelay: Duration = .seconds(60)

  let sleep: @Sendable (Duration) async throws -> Void
  let jitter: @Sendable () -> Int64
  /// Attempts that this loop makes.
  var limit = attempts

  /// One attempt and no wait, for what has a pace of its own.
  var once: RetryLoop {
    var loop = self
    loop.limit = 1
    return loop
  }

  /// The first success, or the last failure; `attempt` counts from 1.
  ///
  /// Once an attempt may have been carried out, a later one that was not says nothing of it: the whole
  /// then has no sure end. A definite refusal ends the doubt, but for what `usesUp` something: the
  /// earlier attempt may be the very cause of the refusal.
  func run(
    repeatable: Bool,
    usesUp: Bool = false,
    _ operation: (_ attempt: Int) async -> Result<ServiceResponse, UserPoolError>
  ) async throws(UserPoolError) -> ServiceResponse {
    var attempt = 1
    var isInDoubt = false
    while true {
      let failure: ServiceFailure
      var wanted: Duration?
      switch await operation(attempt) {
      case .success(let response) where (200..<300).contains(response.status):
        return response
      case .success(let response):
        failure = ServiceFailure(response)
        wanted = response.wantedDelay
      case .failure(let error):
        failure = Self.transportFailure(error)
      }
      let delay = wanted ?? .milliseconds(Int64(100 << attempt) + jitter())
      guard attempt < limit, delay <= Self.longestDelay, !Task.isCancelled,
        failure.retry == .always || (failure.retry == .ifRepeatable && repeatable)
      else { throw isInDoubt ? failure.afterDoubt(usesUp: usesUp) : failure.error }
      isInDoubt = isInDoubt || failure.error.mayBeCarriedOut
      do {
        try await sleep(delay)
      } catch {
        throw isInDoubt ? failure.afterDoubt(usesUp: usesUp) : failure.error
      }
      attempt += 1
    }
  }

  private static func transportFailure(_ error: UserPoolError) -> ServiceFailure {
    switch error {
    case .unreachable(TransportFailure.proxyPassword): ServiceFailure(error, retry: .never)
    case .unreachable: ServiceFailure(error, retry: .always)
    case .unanswered: ServiceFailure(error, retry: .ifRepeatable)
    case .refused, .unreadable: ServiceFailure(error, retry: .never)
    }
  }
}
