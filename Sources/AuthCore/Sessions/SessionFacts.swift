/// What a list needs of one stored session: names, times and counts, never a token.
///
/// Each part depends on one stored item alone, so that a storage can keep the facts beside the items
/// and renew those of an item that changes without reading the others.
package struct SessionFacts: Equatable, Sendable {
  /// An access or ID token.
  package enum Token: Equatable, Sendable {
    case decoded(TokenSummary, groups: [String]?)
    /// It cannot be decoded, and why, in words that quote nothing of its payload.
    case undecodable(String)
  }

  /// A refresh token, which only its issuer can read.
  package struct Refresh: Equatable, Sendable {
    package var byteCount: Int
    package var isEncrypted: Bool
    /// Tells it from others; see `TokenText.digest`.
    package var digest: String

    package init(byteCount: Int, isEncrypted: Bool, digest: String) {
      self.byteCount = byteCount
      self.isEncrypted = isEncrypted
      self.digest = digest
    }
  }

  /// Which items there are.
  package var names = StoredNames()
  package var access: Token?
  package var idToken: Token?
  package var refresh: Refresh?
  /// Tells the access token from others; see `TokenText.digest`.
  package var accessDigest: String?
  /// The beginning of the stored drift, as it was written.
  package var drift: String?
  package var loginID: String?

  package init() {}

  package init(_ stored: StoredSession) {
    for (name, value) in stored.values { take(value, as: name) }
  }

  /// Whether there is anything of a sign-in: device keys and caches outlive one and are none.
  package var hasTokens: Bool { !names.isDisjoint(with: .tokens) }

  /// Whether these are the digests of the tokens, empty for one that is not there.
  func hasDigests(_ access: String, _ refresh: String) -> Bool {
    accessDigest ?? "" == access && self.refresh?.digest ?? "" == refresh
  }

  /// Takes the value of one item, nil when it was removed.
  package mutating func take(_ value: String?, as name: AmplifyKey.Name) {
    if value == nil { names.remove(StoredNames(name)) } else { names.insert(StoredNames(name)) }
    switch name {
    case .accessToken:
      access = value.flatMap { Self.token($0, .access) }
      accessDigest = value.flatMap { $0.isEmpty ? nil : TokenText($0, kind: .access).digest }
    case .idToken: idToken = value.flatMap { Self.token($0, .id) }
    case .refreshToken: refresh = value.flatMap(Self.refresh)
    case .clockDrift: drift = value.map { Self.beginning($0, Self.driftLength) }
    case .signInDetails: loginID = value.flatMap(Self.loginID)
    case .oauthMetadata, .deviceKey, .deviceGroupKey, .randomPasswordKey, .userData: break
    }
  }

  private static let driftLength = 40
  private static let reasonLength = 400

  /// At most so many bytes of a text.
  private static func beginning(_ text: String, _ count: Int) -> String {
    text.utf8.count <= count ? text : String(decoding: text.utf8.prefix(count), as: UTF8.self)
  }

  /// Amplify takes an empty item for an absent one.
  private static func token(_ text: String, _ kind: TokenKind) -> Token? {
    guard !text.isEmpty else { return nil }
    do {
      let claims = try CompactToken(text).claims
      var summary = TokenSummary(byteCount: text.utf8.count)
      summary.issuedAt = claims.iat
      summary.expiresAt = claims.exp
      summary.sub = claims.sub
      summary.issuer = claims.iss
      summary.originJTI = claims.originJTI
      summary.eventID = claims.eventID
      summary.authTime = claims.authTime
      return .decoded(summary, groups: claims.groups)
    } catch {
      return .undecodable(beginning("\(error)", reasonLength))
    }
  }

  private static func refresh(_ text: String) -> Refresh? {
    guard !text.isEmpty else { return nil }
    let token = TokenText(text, kind: .refresh)
    return Refresh(
      byteCount: token.byteCount,
      isEncrypted: text.utf8.count { $0 == UInt8(ascii: ".") } == 4,
      digest: token.digest
    )
  }

  /// `loginId` of Amplify's `signInDetails`.
  private static func loginID(_ text: String) -> String? {
    guard case .object(let details)? = try? JSONParser.parse(Array(text.utf8)).value else {
      return nil
    }
    return details["loginId"]?.text
  }
}
