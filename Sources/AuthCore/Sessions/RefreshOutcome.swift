/// What a refresh did.
public struct RefreshOutcome: Equatable, Sendable {
  /// The session as it is stored now.
  public let session: Session
  /// Whether the ID token was renewed too; a pool may send none.
  public let renewedIDToken: Bool
  /// Whether the pool rotated the refresh token.
  public let rotated: Bool
  /// Copies in other backends that still hold the refresh token that was rotated out.
  public let staleCopies: [SessionID]
  /// How long the pool took.
  public let duration: Duration
  /// What the new tokens claim otherwise than the old.
  public let claims: [ClaimChange]
}

extension RefreshOutcome: CustomStringConvertible {
  /// What was renewed, in words, and which copies it put out of date.
  public var description: String {
    var parts = [renewedIDToken ? "access and ID token renewed" : "access token renewed"]
    if rotated { parts.append("refresh token rotated") }
    if !staleCopies.isEmpty {
      let places = staleCopies.map(\.backend.rawValue).joined(separator: ", ")
      parts.append("the copy in \(places) holds the old refresh token and will be refused")
    }
    return parts.joined(separator: ", ")
  }
}
