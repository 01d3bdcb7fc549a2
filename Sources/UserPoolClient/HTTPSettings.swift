/// How long to wait and how much to read; a test hands in shorter times and a sleep that does not.
package struct HTTPSettings: Sendable {
  package var connectTimeout: Duration = .seconds(5)
  /// For one attempt, from the connection to the last byte of the answer.
  package var totalTimeout: Duration = .seconds(20)
  /// Bytes of an answer's body.
  package var bodyLimit = 1024 * 1024
  /// Waits before another attempt; throws when the task is cancelled.
  package var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  /// Milliseconds to add to a wait, so that many clients do not come back together.
  package var jitter: @Sendable () -> Int64 = { Int64.random(in: 0...100) }
  /// The clock by which a discovery document grows old.
  package var now: @Sendable () -> ContinuousClock.Instant = { .now }
  package var proxies = ProxyRules.none
  /// The certificates to trust, the system's when nil; a failure is told when they are needed.
  package var trust: Result<TrustRoots, ConnectionFault>?

  package init() {}
}
