/// Pools that asked to be left alone for a while (Retry-After), for all sessions and processes that
/// share the notes.
extension ManagerState {
  private static let restPrefix = "rest/"
  /// Milliseconds beyond which nobody is left alone, whatever was asked.
  private static let longestRest: Int64 = 24 * 3_600_000

  /// What tells one pool from another.
  static func pool(_ configuration: PoolConfiguration) -> String {
    configuration.endpoint + " " + configuration.poolID
  }

  /// Notes that a pool wants to be left alone for so many milliseconds.
  func noteRest(
    of configuration: PoolConfiguration,
    for wish: Int64,
    at now: NumericDate
  ) async throws {
    guard wish > 0 else { return }
    let until = now.advanced(byMilliseconds: min(wish, Self.longestRest))
    let text = "\(now.milliseconds) \(until.milliseconds)"
    try await storage.setItem(text, forKey: Self.restPrefix + Self.pool(configuration))
  }

  /// Milliseconds for which a pool is still to be left alone; nil when it may be asked.
  ///
  /// A clock that was set back behind the note's own time makes the note void, and so does a rest longer than any
  /// that is noted.
  func rest(of configuration: PoolConfiguration, at now: NumericDate) async -> Int64? {
    let key = Self.restPrefix + Self.pool(configuration)
    guard let text = (try? await storage.getItem(key)) ?? nil else { return nil }
    let times = text.split(separator: " ").compactMap { Int64($0) }
      .map { NumericDate(milliseconds: $0) }
    if times.count == 2, times[0] <= now, now < times[1],
      times[1].milliseconds(since: times[0]) <= Self.longestRest
    {
      return times[1].milliseconds(since: now)
    }
    try? await storage.removeItem(key)
    return nil
  }
}
