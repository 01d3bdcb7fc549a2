/// When a pool's sessions are renewed without being asked for, and how gently.
public struct RefreshPolicy: Equatable, Sendable {
  /// What makes a session due.
  public enum Moment: Equatable, Sendable {
    /// Nothing does: a person refreshes.
    case manual
    /// So many seconds before the access token ends.
    case lead(seconds: Int64)
    /// When that share of the access token's life is over, above 0 and below 1.
    case share(Double)
  }

  public var moment: Moment
  /// Seconds by which each refresh may be late, at random, so that many do not fall together.
  public var jitterSeconds: Int64
  /// How many refreshes may be under way at this pool.
  public var atOnce: Int

  public static let manual = RefreshPolicy(moment: .manual)

  public init(moment: Moment, jitterSeconds: Int64 = 0, atOnce: Int = 4) {
    self.moment = moment
    self.jitterSeconds = jitterSeconds
    self.atOnce = atOnce
  }
}

extension RefreshPolicy: CustomStringConvertible {
  /// The policy as a configuration file words it.
  public var description: String {
    switch moment {
    case .manual: "manual"
    case .lead(let seconds): "lead \(seconds)s"
    case .share(let share): "share \(share)"
    }
  }
}
