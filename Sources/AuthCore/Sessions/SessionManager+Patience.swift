extension SessionManager {
  /// Seconds for which a busy storage is waited for by what exists nowhere else.
  private static var longestWait: Int { 60 }

  /// Does again what a busy storage would not do, for about a minute: new tokens must not be lost
  /// because another program was writing just then.
  ///
  /// The storage has waited already when it says so, which is all the waiting there is.
  nonisolated func patiently<Answer: Sendable>(
    _ work: @Sendable () async throws(SessionError) -> Answer
  ) async throws(SessionError) -> Answer {
    var waited = 0
    while true {
      do throws(SessionError) {
        return try await work()
      } catch {
        guard case .storage(_, .busy(let seconds)) = error else { throw error }
        waited += max(1, seconds)
        guard waited < Self.longestWait else { throw error }
      }
    }
  }
}
