/// Something that happened to a session or a backend; it holds no token.
public struct JournalEntry: Identifiable, Equatable, Sendable {
  /// What happened.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Found in a store for the first time.
    case seen
    case signedIn = "signed-in"
    case refreshed
    /// Items changed in another way, such as a token that is gone.
    case changed
    case moved
    /// `LastAuthUser` names another user.
    case pointer
    /// Another backend became the active one.
    case activated
    /// The pool refused.
    case refused
    case signedOut = "signed-out"
    case removed
    case expired
    /// An earlier change was taken back.
    case restored
  }

  /// Who did it.
  public enum Source: String, Sendable, Codable {
    case authtop
    /// Another program, seen as a change in storage.
    case other
    /// Nobody: time passed.
    case time
  }

  /// Sorts by the time of writing.
  public internal(set) var id: String
  /// By the client's clock.
  public let date: NumericDate
  /// Milliseconds that the issuer's clock was ahead, nil where that is not known.
  public internal(set) var drift: Int64?
  public let kind: Kind
  public let source: Source
  public let backend: BackendID
  /// The session as it was called then, nil where it is about a whole backend.
  public let session: SessionID?
  /// Where a move went.
  public let target: BackendID?
  /// The rest in words, such as the class of a refusal and what the pool said.
  public let detail: String
  public let claims: [ClaimChange]

  /// The moment by the issuer's clock.
  public var issuerDate: NumericDate? { drift.map { date.advanced(byMilliseconds: $0) } }

  init(
    _ kind: Kind,
    by source: Source = .authtop,
    at date: NumericDate,
    backend: BackendID,
    session: SessionID? = nil,
    drift: Int64? = nil,
    target: BackendID? = nil,
    detail: String = "",
    claims: [ClaimChange] = []
  ) {
    id = ""
    self.kind = kind
    self.source = source
    self.date = date
    self.drift = drift
    self.backend = backend
    self.session = session
    self.target = target
    self.detail = Self.redacted(detail)
    self.claims = claims
  }

  /// Foreign words without anything that looks like a token, and not without end.
  static func redacted(_ text: String) -> String {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.utf8.count > 60 && word.contains("eyJ") ? "…" : word
    }
    return String(words.joined(separator: " ").prefix(400))
  }
}

extension JournalEntry: CustomStringConvertible {
  /// What happened, in words, without the time and the session.
  public var description: String {
    let by = source == .other ? " by another program" : ""
    let title =
      switch kind {
      case .seen: "seen for the first time"
      case .signedIn: "signed in\(by)"
      case .refreshed: "refreshed\(by)"
      case .changed: "changed\(by)"
      case .moved: "moved to \(target?.rawValue ?? "another backend")"
      case .pointer: "pointer flipped\(by)"
      case .activated: "active backend"
      case .refused: "refused"
      case .signedOut: "signed out"
      case .removed: "removed\(by)"
      case .expired: "expired"
      case .restored: "taken back"
      }
    let changed = claims.isEmpty ? "" : "; " + ClaimChange.text(claims)
    return detail.isEmpty ? title + changed : "\(title): \(detail)\(changed)"
  }
}
