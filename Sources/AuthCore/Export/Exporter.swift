/// Writes one session, or one of its tokens, in some dialect; a pure function of the stored items.
package struct Exporter: Sendable {
  private let stored: StoredSession
  private let backend: BackendID
  let request: ExportRequest
  /// For the lifetime of cookies.
  let now: NumericDate

  package init(
    _ stored: StoredSession,
    in backend: BackendID,
    _ request: ExportRequest,
    now: NumericDate
  ) {
    self.stored = stored
    self.backend = backend
    self.request = request
    self.now = now
  }

  /// The text, redacted unless the request asks for more.
  package func text() throws(ExportError) -> ExportText {
    ExportText(
      try body(),
      holdsRefreshToken: request.isRevealing && holdsRefreshToken,
      isRedacted: !request.isRevealing
    )
  }

  private var holdsRefreshToken: Bool {
    guard stored.token(.refresh) != nil else { return false }
    if request.format.isWholeSession { return true }
    return request.token == .refresh && [.token, .env].contains(request.format)
  }

  private func body() throws(ExportError) -> String {
    switch request.format {
    case .token: return try token(request.token)
    case .claim: return try claim()
    case .header: return "Authorization: Bearer " + (try bearer())
    case .curl:
      let header = ShellText.quoted("Authorization: Bearer " + (try bearer()))
      return "curl -sS -H \(header) \(ShellText.quoted(try url()))"
    case .httpie:
      let header = ShellText.quoted("Authorization:Bearer " + (try bearer()))
      return "http --ignore-stdin GET \(ShellText.quoted(try url())) \(header)"
    case .fetch:
      let header = JSONText.string("Bearer " + (try bearer()))
      return "await fetch(\(JSONText.string(try url())), { headers: { Authorization: \(header) } })"
    case .env: return try variables()
    case .cookieHeader: return cookieHeader
    case .cookiesText: return cookiesText(try origin())
    case .storageState: return storageState(try origin(), asCookies: backend == .cookie)
    }
  }

  private func origin() throws(ExportError) -> WebOrigin {
    guard let origin = request.origin else { throw .needsOrigin(request.format) }
    return origin
  }

  private func token(_ kind: TokenKind) throws(ExportError) -> String {
    guard let token = stored.token(kind) else { throw .noToken(kind) }
    return request.isRevealing ? token.reveal() : Self.redacted(kind)
  }

  /// What stands for a token that is not shown; it is a bearer token by its letters.
  static func redacted(_ kind: TokenKind) -> String { "REDACTED-\(kind.rawValue)-token" }

  /// A token that goes to an API, by the letters of RFC 6750 section 2.1.
  private func bearer() throws(ExportError) -> String {
    guard request.token != .refresh else { throw .refreshTokenForAPI }
    let text = try token(request.token)
    let isPlain = text.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
        || "-._~+/=".utf8.contains(byte)
    }
    guard isPlain else { throw .unsafeToken(request.token) }
    return text
  }

  private func url() throws(ExportError) -> String {
    guard let url = request.url else {
      return request.origin.map { "\($0)/" } ?? "http://localhost:3000/"
    }
    let isPlain = url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    guard isPlain, url.hasPrefix("https://") || url.hasPrefix("http://") else {
      throw .badURL(url)
    }
    return url
  }

  private func claim() throws(ExportError) -> String {
    guard request.token != .refresh else { throw .claimsOfRefreshToken }
    guard let text = stored.token(request.token) else { throw .noToken(request.token) }
    guard let token = try? CompactToken(text.reveal()) else { throw .unreadable(request.token) }
    guard let name = request.claim else {
      let members = token.claims.members.map { member in
        JSONObject.Member(name: member.name, value: shown(member.name, member.value))
      }
      return JSONText.text(JSONObject(members: members))
    }
    guard let value = token.claims[name] else { throw .noClaim(name, request.token) }
    let visible = shown(name, value)
    return visible.text ?? JSONText.text(visible)
  }

  private func shown(_ name: String, _ value: JSONValue) -> JSONValue {
    ClaimName.isPersonal(name) && !request.isRevealing ? .string(ClaimName.mask) : value
  }

  private func variables() throws(ExportError) -> String {
    let kinds: [TokenKind] = request.token == .refresh ? [.access, .id, .refresh] : [.access, .id]
    guard stored.token(request.token) != nil else { throw .noToken(request.token) }
    var lines: [String] = []
    for kind in kinds where stored.token(kind) != nil {
      let name = "\(kind.rawValue.uppercased())_TOKEN"
      lines.append("export \(name)=\(ShellText.quoted(try token(kind)))")
    }
    return lines.joined(separator: "\n")
  }

  /// The items as an app would find them, the pointer at this user first.
  var items: [StorageItem] {
    let pointer = AmplifyKey.lastAuthUser(clientID: stored.clientID).text
    let own = AmplifyKey.Name.allCases.compactMap { name -> StorageItem? in
      stored[name].map { StorageItem(key: stored.key(name), value: shown($0, of: name)) }
    }
    return [StorageItem(key: pointer, value: stored.username)] + own
  }

  private func shown(_ value: String, of name: AmplifyKey.Name) -> String {
    if request.isRevealing { return value }
    switch name {
    case .accessToken: return Self.redacted(.access)
    case .idToken: return Self.redacted(.id)
    case .refreshToken: return Self.redacted(.refresh)
    case .randomPasswordKey, .userData, .signInDetails: return "REDACTED"
    default: return value
    }
  }
}
