/// What a refresh did.
public struct RefreshOutcome: Equatable, Sendable {
  /// Whose tokens these are, when the pool was not asked or refused.
  public enum Adoption: Equatable, Sendable {
    /// Another process renewed the session meanwhile.
    case sameStore
    /// The refresh token was used up by whoever renewed the copy in that backend.
    case copy(BackendID)
  }

  /// The session as it is stored now.
  public let session: Session
  /// Whether the ID token was renewed too; a pool may send none.
  public let renewedIDToken: Bool
  /// Whether the pool rotated the refresh token.
  public let rotated: Bool
  /// Copies in other backends that held the retired refresh token and got the new tokens.
  public let updatedCopies: [SessionID]
  /// Copies in other backends that still hold the refresh token that was rotated out.
  public let staleCopies: [SessionID]
  /// Set when the tokens are somebody else's work.
  public let adopted: Adoption?
  /// Milliseconds that the server's `Date` header was ahead of the client's clock, to a second.
  public let serverDrift: Int64?
  /// How long the pool took.
  public let duration: Duration
  /// What the new tokens claim otherwise than the old.
  public let claims: [ClaimChange]

  init(
    session: Session,
    renewedIDToken: Bool,
    rotated: Bool = false,
    updatedCopies: [SessionID] = [],
    staleCopies: [SessionID] = [],
    adopted: Adoption? = nil,
    serverDrift: Int64? = nil,
    duration: Duration = .zero,
    claims: [ClaimChange] = []
  ) {
    self.session = session
    self.renewedIDToken = renewedIDToken
    self.rotated = rotated
    self.updatedCopies = updatedCopies
    self.staleCopies = staleCopies
    self.adopted = adopted
    self.serverDrift = serverDrift
    self.duration = duration
    self.claims = claims
  }
}

extension RefreshOutcome: CustomStringConvertible {
  /// What was renewed, in words, and which copies it put out of date.
  public var description: String {
    switch adopted {
    case .sameStore: return "another process renewed it meanwhile, its tokens were taken"
    case .copy(let backend):
      return
        "its refresh token was used up by whoever renewed the copy in \(backend), whose tokens "
        + "were taken"
    case nil: break
    }
    var parts = [renewedIDToken ? "access and ID token renewed" : "access token renewed"]
    if rotated { parts.append("refresh token rotated") }
    if !updatedCopies.isEmpty {
      parts.append("the copy in \(Self.places(updatedCopies)) got the new tokens too")
    }
    if !staleCopies.isEmpty {
      parts.append(
        "the copy in \(Self.places(staleCopies)) holds the old refresh token and will be refused"
      )
    }
    return parts.joined(separator: ", ")
  }

  private static func places(_ ids: [SessionID]) -> String {
    ids.map(\.backend.rawValue).joined(separator: ", ")
  }
}
