/// What a verifier said of a session's tokens, each tied to the very token that it is about.
public struct SessionVerdicts: Equatable, Sendable {
  public let id: SessionID
  /// Nil where there is no access token, and where it is not judged: see `unjudgedAccess`.
  public let access: Entry?
  public let idToken: Entry?
  /// Whether the session is stored so that an app can use it.
  public let storage: AxisVerdict
  /// Whether the pool honours the access token; nil when it was not asked.
  public let revocation: AxisVerdict?
  /// Why nothing says which scopes were granted; nil when none was asked for, or a token says it.
  public internal(set) var scope: AxisVerdict?
  /// Why the access token is there and not judged; nil where it was, or there is none.
  public internal(set) var unjudgedAccess: Unjudged?

  /// Why no token was judged at all; nil where one was.
  public var nothingJudged: AxisVerdict? {
    guard access == nil, idToken == nil else { return nil }
    return .unknown(
      .missingClaim,
      unjudgedAccess == nil
        ? "there is neither an access nor an ID token to verify"
        : "there is no ID token, the one that is for this client: nothing was verified"
    )
  }

  /// A verdict and the digest of its token: of another token it says nothing.
  public struct Entry: Equatable, Sendable {
    public let digest: String
    public let verdict: Verdict
  }

  /// Why a token is not judged, and its digest: of another token it says nothing.
  public struct Unjudged: Equatable, Sendable {
    public let digest: String
    public let axis: AxisVerdict
  }
}

extension SessionVerdicts.Unjudged {
  /// An access token of a generic issuer that is not that issuer's to verify.
  init(_ text: TokenText) {
    digest = text.digest
    guard let token = try? CompactToken(text.reveal()) else {
      axis = .notAsked("it is opaque: only its issuer can read it")
      return
    }
    axis =
      token.claims.iss.map { .notAsked("it is for an API of issuer \($0)", actual: $0) }
      ?? .notAsked("it names no issuer, whose keys would verify it")
  }
}
