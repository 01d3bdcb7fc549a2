package import AuthCore

/// How many sessions stand how, counted once and good until the next of them changes its state.
package struct Tally: Equatable, Sendable {
  package private(set) var expiring = 0
  /// Expiring or expired, with a refresh token to mend that.
  package private(set) var renewable = 0
  /// Expired, refused or broken.
  package private(set) var dead = 0
  /// The moment at which the counts are no longer true, nil when they stay true.
  package private(set) var validUntil: NumericDate?
  /// The moment of the count; an earlier one needs a new count too.
  private var countedAt = NumericDate(milliseconds: 0)

  package init() {}

  package init(_ sessions: [Session], at now: NumericDate) {
    countedAt = now
    var nearest = Int64.max
    for session in sessions {
      let state = session.state(at: now)
      switch state {
      case .expiring: expiring += 1
      case .expired, .revoked, .broken: dead += 1
      case .live: break
      }
      if state == .expiring || state == .expired, session.isRenewable { renewable += 1 }
      nearest = min(nearest, Self.change(of: session, at: now))
    }
    if nearest < .max { validUntil = now.advanced(byMilliseconds: nearest) }
  }

  /// Whether the counts still hold, the sessions being the same.
  package func holds(at now: NumericDate) -> Bool {
    now >= countedAt && validUntil.map { now < $0 } ?? true
  }

  /// In how many milliseconds a session begins to expire or has expired.
  private static func change(of session: Session, at now: NumericDate) -> Int64 {
    let issuerNow = now.advanced(byMilliseconds: session.driftMilliseconds)
    let ends = session.ends
    return min(change(at: ends.access, issuerNow), change(at: ends.idToken, issuerNow))
  }

  private static func change(at end: Int64?, _ issuerNow: NumericDate) -> Int64 {
    guard let end else { return .max }
    let left = NumericDate(milliseconds: end).milliseconds(since: issuerNow)
    if left >= Session.expiringWindow { return left - Session.expiringWindow + 1 }
    return left >= Session.expiryTolerance ? left - Session.expiryTolerance + 1 : .max
  }
}
