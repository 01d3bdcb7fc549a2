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
    /// The kind of item, as `accessToken` or `inflightOAuth`.
    public let kind: String
    /// What Amplify keeps there, in a few words.
    public let meaning: String
    public let byteCount: Int
    /// Nil for tokens and device secrets.
    public let value: String?
  }

  /// The unit of the stored drift, nil where there is none that is a number.
  public let driftUnit: DriftUnit?

  /// The two units that Amplify's versions give to one key.
  public enum DriftUnit: String, Sendable {
    /// Milliseconds that the issuer is ahead.
    case version6 = "v6-milliseconds"
    /// Seconds that the issuer is behind; version 6 takes them for milliseconds ahead.
    case version5 = "v5-seconds"
  }

  /// `others` are items beside the token set that belong to its client or to no user.
  package init(session: Session, stored: StoredSession, others: [StorageItem] = []) {
    self.session = session
    driftUnit = stored.driftUnit
    access = Self.decoded(stored.token(.access))
    idToken = Self.decoded(stored.token(.id))
    items =
      AmplifyKey.Name.allCases.compactMap { name in
        stored[name].map { value in
          StoredItem(
            key: stored.key(name),
            kind: name.rawValue,
            meaning: name == .clockDrift && stored.driftUnit == .version5
              ? "version 5's seconds, the other way round: refresh to rewrite it" : name.meaning,
            byteCount: value.utf8.count,
            value: Self.isSecret(name) ? nil : value
          )
        }
      }
      + others.compactMap { item in
        AmplifyOtherKey(item.key).map { key in
          StoredItem(
            key: item.key,
            kind: key.name,
            meaning: key.meaning,
            byteCount: item.value.utf8.count,
            value: key.isSecret ? nil : item.value
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
