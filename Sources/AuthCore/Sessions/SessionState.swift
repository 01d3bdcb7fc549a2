/// How a session stands at one moment.
public enum SessionState: Equatable, Sendable {
  case live
  /// Less than five minutes are left.
  case expiring
  case expired
  /// The pool refused it for good.
  case revoked
  /// It cannot be used as it is stored, and why.
  case broken(String)

  /// The word for lists, filters and JSON.
  public var word: String {
    switch self {
    case .live: "live"
    case .expiring: "expiring"
    case .expired: "expired"
    case .revoked: "revoked"
    case .broken: "broken"
    }
  }
}

extension Session {
  /// Amplify's tolerance: a token counts as expired this much before its `exp`.
  public static let expiryTolerance: Int64 = 5000
  /// A session is expiring when less than this is left.
  public static let expiringWindow: Int64 = 300_000

  /// Milliseconds to add to the client's clock to get the issuer's, zero when none are stored.
  public var driftMilliseconds: Int64 {
    if case .milliseconds(let drift) = clockDrift { drift } else { 0 }
  }

  /// Milliseconds between the issuer's clock and a token's `exp`, negative when it is past.
  ///
  /// Amplify calls a token expired when `now + drift + 5000 > exp * 1000`, strictly, and counts a
  /// missing `exp` as zero (Amplify JavaScript v6, `core/src/utils/isTokenExpired.ts`).
  public func millisecondsLeft(of token: TokenSummary, at now: NumericDate) -> Int64 {
    let issuerNow = now.advanced(byMilliseconds: driftMilliseconds)
    return (token.expiresAt ?? NumericDate(milliseconds: 0)).milliseconds(since: issuerNow)
  }

  /// Milliseconds between the issuer's clock and the end of the refresh token, nil where that is not known.
  public func refreshMillisecondsLeft(at now: NumericDate) -> Int64? {
    refresh?.deadline?.milliseconds(since: now.advanced(byMilliseconds: driftMilliseconds))
  }

  /// The state at a moment of the client's own clock.
  public func state(at now: NumericDate) -> SessionState {
    if let breaking { return .broken(breaking.message) }
    if isRefused { return .revoked }
    guard let end = firstEnd else { return .broken("access token is missing") }
    let issuerNow = now.advanced(byMilliseconds: driftMilliseconds)
    let left = NumericDate(milliseconds: end).milliseconds(since: issuerNow)
    if left < Self.expiryTolerance { return .expired }
    return left < Self.expiringWindow ? .expiring : .live
  }
}
