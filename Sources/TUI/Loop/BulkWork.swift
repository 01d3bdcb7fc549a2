package import AuthCore

/// What is done with many sessions, one after the other or a few at once.
package enum BulkWork: Hashable, Sendable {
  case refresh
  case move(to: BackendID)
  case signOut(SignOutScope)

  /// As an infinitive: `Refresh`.
  package var title: SafeText {
    switch self {
    case .refresh: "Refresh"
    case .move(let target): "Move to \(SafeText(foreign: target.rawValue))"
    case .signOut(.here): "Sign out"
    case .signOut(.everywhere): "Sign out everywhere"
    }
  }

  /// While it runs: `refreshing`.
  package var doing: SafeText {
    switch self {
    case .refresh: "refreshing"
    case .move: "moving"
    case .signOut: "signing out"
    }
  }
}

/// What became of one session of many.
package struct BulkResult: Equatable, Sendable {
  /// How it ended; the words say what was done or why not.
  package enum Outcome: Equatable, Sendable {
    case done(String)
    /// The pool, or a rule of authtop's, said no.
    case refused(String)
    /// It could not be tried, or nobody knows.
    case failed(String)
    /// It was cancelled before its turn.
    case notStarted
  }

  package let id: SessionID
  package let outcome: Outcome
  /// Where the session is now; nil when it is gone.
  package let place: SessionID?
  /// Whether a sign-out removed it, whatever else was left to say.
  package let isRemoved: Bool

  package init(_ id: SessionID, _ outcome: Outcome, place: SessionID?, isRemoved: Bool = false) {
    self.id = id
    self.outcome = outcome
    self.place = place
    self.isRemoved = isRemoved
  }

  package var isDone: Bool { if case .done = outcome { true } else { false } }

  /// What an error means for the one session.
  package init(_ id: SessionID, _ error: SessionError) {
    let text = "\(error)"
    switch error {
    case .refused, .alreadyThere, .sameBackend, .accessTokenExpired, .missingScope, .noRefreshToken,
      .foreignTokens, .noGlobalSignOut:
      self.init(id, .refused(text), place: id)
    case .notFound: self.init(id, .failed(text), place: nil)
    default: self.init(id, .failed(text), place: id)
    }
  }
}
