import AuthCore

/// Tries an operation up to three times, with growing waits between (Amplify JavaScript v6's rule).
struct RetryLoop: Sendable {
  static let attempts = 3
  /// A server that wants to be left alone for longer gets no further attempt.
  static let longestDelay: Duration = .seconds(60)
  /// How soon after its first attempt a `brief` loop must begin the second.
  static let briefness: Duration = .seconds(5)

  let sleep: @Sendable (Duration) async throws -> Void
  let jitter: @Sendable () -> Int64
  /// The clock by which attempts are late.
  var now: @Sendable () -> ContinuousClock.Instant = { .now }
  /// Attempts that this loop makes.
  var limit = attempts
  /// How long after the first attempt began another may begin; nil for no limit.
  var window: Duration?

  /// A second attempt where the first failed quickly, and no more, for what has a pace of its own:
  /// whoever stalls is asked once.
  var brief: RetryLoop {
    var loop = self
    loop.limit = 2
    loop.window = Self.briefness
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
    let began = now()
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
      guard attempt < limit, delay <= Self.longestDelay, isInTime(delay, since: began),
        !Task.isCancelled,
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

  /// Whether an attempt after a delay would still begin in the loop's window.
  private func isInTime(_ delay: Duration, since began: ContinuousClock.Instant) -> Bool {
    guard let window else { return true }
    return now() - began + delay < window
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
