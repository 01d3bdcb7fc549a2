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
}
