/// When the sessions of a pool are renewed without anybody asking; by default never.
///
/// It is carried out while the screen is open or `authtop refresh --watch` runs.
public struct RefreshPolicy: Hashable, Sendable {
  /// The moment at which a session is due, by the first of its tokens to end.
  public enum Moment: Hashable, Sendable {
    /// Only when a person asks.
    case manual
    /// So many milliseconds before the end.
    case leadTime(milliseconds: Int64)
    /// When so many percent of the life, from `iat` to `exp`, have passed: 1 to 99.
    case share(percent: Int)
  }

  public var moment: Moment
  /// Milliseconds by which a renewal may come earlier, chosen anew for each session and token, so
  /// that many do not come at once.
  public var jitter: Int64
  /// How many of the pool's sessions are renewed at the same time, at least 1.
  public var limit: Int

  public static let manual = RefreshPolicy(.manual)

  /// A policy; without a jitter of its own it is a tenth of a lead time, at most a minute, and for a
  /// share of the life 15 seconds.
  public init(_ moment: Moment, jitter: Int64? = nil, limit: Int = 4) {
    self.moment = moment
    self.jitter = max(0, jitter ?? Self.usualJitter(moment))
    self.limit = max(1, limit)
  }

  public var isManual: Bool { moment == .manual }

  private static func usualJitter(_ moment: Moment) -> Int64 {
    switch moment {
    case .manual: 0
    case .leadTime(let milliseconds): min(60_000, max(0, milliseconds) / 10)
    case .share: 15_000
    }
  }

  /// When a session is due by its issuer's clock, before jitter; nil when it never is.
  ///
  /// A session without a refresh token, one the pool refused, and one without any `exp` never is.
  /// Without `iat` a share of the life is not known, and the end itself counts.
  public func due(_ session: Session) -> NumericDate? {
    guard session.refresh != nil, session.refusal == nil else { return nil }
    let tokens = [session.access, session.idToken].compactMap { $0 }
    return tokens.compactMap { due($0) }.min()
  }

  private func due(_ token: TokenSummary) -> NumericDate? {
    guard let end = token.expiresAt else { return nil }
    switch moment {
    case .manual: return nil
    case .leadTime(let milliseconds): return end.earlier(byMilliseconds: max(0, milliseconds))
    case .share(let percent):
      let life = token.issuedAt.map { max(0, end.milliseconds(since: $0)) } ?? 0
      let left = life / 100 * Int64(100 - min(99, max(1, percent)))
      return end.earlier(byMilliseconds: left)
    }
  }
}
