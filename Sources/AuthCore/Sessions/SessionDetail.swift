/// One session with its tokens decoded and not verified; it holds no token.
public struct SessionDetail: Equatable, Sendable {
  public let session: Session
  public let access: DecodedToken?
  public let idToken: DecodedToken?
  /// Every stored item: its key, the length of its value, and the value unless it is a secret.
  public let items: [StoredItem]

  /// A token's readable parts.
  public struct DecodedToken: Equatable, Sendable {
    public let header: JSONObject
    public let claims: Claims
    /// Names that an object in it holds twice: never to be trusted.
    public let duplicateNames: [String]
    public let byteCount: Int
    public let signatureByteCount: Int
    /// Tells this token from others, as `SessionVerdicts` does.
    public let digest: String
  }

  /// One stored key.
  public struct StoredItem: Equatable, Sendable {
    public let key: String
    public let byteCount: Int
    /// Nil for tokens and device secrets.
    public let value: String?
  }

  package init(session: Session, stored: StoredSession) {
    self.session = session
    access = Self.decoded(stored.token(.access))
    idToken = Self.decoded(stored.token(.id))
    items = AmplifyKey.Name.allCases.compactMap { name in
      stored[name].map { value in
        StoredItem(
          key: stored.key(name),
          byteCount: value.utf8.count,
          value: Self.isSecret(name) ? nil : value
        )
      }
    }
  }

  private static func decoded(_ text: TokenText?) -> DecodedToken? {
    guard let text, let token = try? CompactToken(text.reveal()) else { return nil }
    return DecodedToken(
      header: token.header,
      claims: token.claims,
      duplicateNames: token.duplicateNames,
      byteCount: text.byteCount,
      signatureByteCount: token.signature.count,
      digest: text.digest
    )
  }

  private static func isSecret(_ name: AmplifyKey.Name) -> Bool {
    switch name {
    case .accessToken, .idToken, .refreshToken, .randomPasswordKey, .userData: true
    case .clockDrift, .signInDetails, .oauthMetadata, .deviceKey, .deviceGroupKey: false
    }
  }
}
