/// One session as the checks see it: what a list knows, and the stored items behind it.
package struct CheckedSession: Sendable {
  package let session: Session
  /// It holds secrets: nothing of it becomes evidence but lengths, names and plain settings.
  let stored: StoredSession
  /// Decoded and not verified.
  let access: CompactToken?
  let idToken: CompactToken?

  init(_ session: Session, _ stored: StoredSession) {
    self.session = session
    self.stored = stored
    access = Self.decoded(stored.token(.access))
    idToken = Self.decoded(stored.token(.id))
  }

  private static func decoded(_ token: TokenText?) -> CompactToken? {
    token.flatMap { try? CompactToken($0.reveal()) }
  }

  /// The access and the ID token that could be read.
  var tokens: [(kind: TokenKind, token: CompactToken)] {
    [(TokenKind.access, access), (.id, idToken)].compactMap { kind, token in
      token.map { (kind, $0) }
    }
  }

  /// The problem of a code that the list tells already.
  func problem(_ code: String) -> Problem? { session.problems.first { $0.code == code } }

  func key(_ name: AmplifyKey.Name) -> String { stored.key(name) }

  /// The token that ended first, if one has: Amplify renews both as soon as either is over.
  func expired(at now: NumericDate) -> (kind: TokenKind, token: TokenSummary)? {
    [(TokenKind.access, session.access), (.id, session.idToken)].compactMap { kind, token in
      token.map { (kind: kind, token: $0) }
    }.filter { session.millisecondsLeft(of: $0.token, at: now) < Session.expiryTolerance }
      .min { $0.token.end < $1.token.end }
  }

  /// The issuer's time, by the stored drift.
  func issuerNow(_ context: CheckContext) -> NumericDate {
    context.now.advanced(byMilliseconds: session.driftMilliseconds)
  }
}
