/// What a verifier said of a session's tokens, each tied to the very token that it is about.
public struct SessionVerdicts: Equatable, Sendable {
  public let id: SessionID
  public let access: Entry?
  public let idToken: Entry?
  /// Whether the session is stored so that an app can use it.
  public let storage: AxisVerdict
  /// Whether the pool honours the access token; nil when it was not asked.
  public let revocation: AxisVerdict?
  /// Why nothing says which scopes were granted; nil when none was asked for, or a token says it.
  public internal(set) var scope: AxisVerdict?

  /// A verdict and the digest of its token: of another token it says nothing.
  public struct Entry: Equatable, Sendable {
    public let digest: String
    public let verdict: Verdict
  }
}
