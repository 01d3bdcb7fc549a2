package import AuthCore

/// Which sessions are about to expire, and which warnings were given: each of them once.
package struct ExpiryWatch: Equatable, Sendable {
  /// A session that has come within one of the lead times.
  package struct Warning: Equatable, Sendable {
    package let id: SessionID
    /// The lead time that was reached, in milliseconds.
    package let lead: Int64
    /// When the first of its tokens expires.
    package let expiry: NumericDate
    /// Milliseconds until then, by the issuer's clock.
    package let left: Int64

    /// A sentence for a notification.
    package var text: SafeText {
      let left = Countdown(milliseconds: Int(clamping: left)).text
      return "\(SafeText(foreign: id.username)) in \(SafeText(foreign: id.backend.rawValue)) "
        + "expires in \(left)"
    }
  }

  /// What a session was warned of last.
  private struct Given: Equatable {
    let expiry: NumericDate
    let lead: Int64
  }

  private var given: [SessionID: Given] = [:]
  /// The lead times of the last look; nil when what was found then no longer counts.
  private var checked: [Int64]?
  /// When the next warning is due; nil when none is.
  package private(set) var next: NumericDate?

  package init() {}

  /// Nothing is to be warned of for a while: no moment is waited for, and what was given is remembered.
  package mutating func pause() {
    checked = nil
    next = nil
  }

  /// Whether the sessions, not being new, must be looked at.
  package func isDue(leads: [Int64], at now: NumericDate) -> Bool {
    checked != leads || next.map { now >= $0 } ?? false
  }

  /// The warnings that are due; one a session even where it has passed several lead times at once.
  package mutating func check(
    _ sessions: [Session],
    leads: [Int64],
    at now: NumericDate
  ) -> [Warning] {
    (checked, next) = (leads, nil)
    guard let longest = leads.max() else { return [] }
    var warnings: [Warning] = []
    var kept: [SessionID: Given] = [:]
    for session in sessions {
      guard let (expiry, left) = Self.end(of: session, at: now) else { continue }
      let reached = leads.filter { left <= $0 }.min()
      if let reached {
        let before = given[session.id].flatMap { $0.expiry == expiry ? $0.lead : nil }
        kept[session.id] = Given(expiry: expiry, lead: min(reached, before ?? reached))
        if before.map({ reached < $0 }) ?? true {
          warnings.append(Warning(id: session.id, lead: reached, expiry: expiry, left: left))
        }
      }
      let coming = left > longest ? longest : leads.filter { $0 < left }.max()
      guard let coming else { continue }
      let moment = now.advanced(byMilliseconds: left - coming)
      next = next.map { min($0, moment) } ?? moment
    }
    given = kept
    return warnings
  }

  /// When a usable session's first token expires, and in how many milliseconds; nil when it has.
  private static func end(
    of session: Session,
    at now: NumericDate
  ) -> (expiry: NumericDate, left: Int64)? {
    switch session.state(at: now) {
    case .expired, .revoked, .broken: return nil
    case .live, .expiring: break
    }
    let tokens = [session.access, session.idToken].compactMap { $0 }
    let ends = tokens.compactMap { token in
      token.expiresAt.map { (expiry: $0, left: session.millisecondsLeft(of: token, at: now)) }
    }
    return ends.min { $0.left < $1.left }
  }
}
