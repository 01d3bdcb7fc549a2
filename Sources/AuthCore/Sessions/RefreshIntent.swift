/// A refresh that is about to be sent, noted before it is: what a crash leaves as evidence.
///
/// Under rotation the pool may have used the refresh token up while nobody stored its successor.
/// The note holds digests and a time, nothing that opens anything.
package struct RefreshIntent: Codable, Equatable, Sendable {
  /// How far it came.
  package enum Stage: String, Codable, Sendable {
    /// It is under way, or the process ended before the answer was stored.
    case sent
    /// No sure answer came.
    case unanswered
    /// A later try was refused: the first one used the token up.
    case usedUp
  }

  /// Eight bytes of the refresh token's SHA-256, in hexadecimal.
  package let refreshDigest: String
  /// The same of the access token.
  package let accessDigest: String
  /// Milliseconds since 1970, of the first try.
  package let date: Int64
  package private(set) var stage: Stage

  package init(_ stored: StoredSession, at now: NumericDate) {
    refreshDigest = stored.token(.refresh)?.digest ?? ""
    accessDigest = stored.token(.access)?.digest ?? ""
    date = now.milliseconds
    stage = .sent
  }

  /// How a refresh ended, as far as the pool is concerned.
  enum End: Equatable, Sendable {
    case stored
    /// The pool refused for good.
    case refused
    /// The pool surely did nothing.
    case notCarriedOut
    /// It may have been carried out.
    case unknown
  }

  /// The note that is left when a refresh ended, given the one that was there before; nil when
  /// nothing is open.
  func after(_ end: End, before: RefreshIntent?) -> RefreshIntent? {
    let before = before?.refreshDigest == refreshDigest ? before : nil
    switch end {
    case .stored: return nil
    case .notCarriedOut: return before
    case .refused: return before.map { $0.at(.usedUp) }
    case .unknown: return (before ?? self).at(.unanswered)
    }
  }

  private func at(_ stage: Stage) -> RefreshIntent {
    var intent = self
    intent.stage = stage
    return intent
  }

  /// Whether a session still has the tokens that were sent; else somebody stored others since.
  package func isOpen(for stored: StoredSession) -> Bool {
    stored.token(.refresh)?.digest ?? "" == refreshDigest
      && stored.token(.access)?.digest ?? "" == accessDigest
  }
}

extension Problem {
  /// A refresh that was sent and whose answer nobody stored.
  static func refreshCutShort(_ intent: RefreshIntent) -> Problem {
    let time = NumericDate(milliseconds: intent.date).utcText
    return switch intent.stage {
    case .sent, .unanswered:
      Problem(
        code: "refresh-cut-short",
        message: "the refresh of \(time) was cut short: if the pool rotates, the refresh token may "
          + "be used up; refresh again to find out"
      )
    case .usedUp:
      Problem(
        code: "refresh-token-used-up",
        message: "the refresh of \(time) was cut short and used the refresh token up; "
          + "sign in again to replace it"
      )
    }
  }
}

extension UserPoolError {
  /// What is known about a refresh that ended in this error.
  var refreshEnd: RefreshIntent.End { mayBeCarriedOut ? .unknown : .notCarriedOut }
}
