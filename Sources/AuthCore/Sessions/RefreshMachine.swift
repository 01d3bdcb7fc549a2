/// One refresh of one session, decided: from what is stored and what the pool answers to what to
/// send, store or report.
///
/// No clock, no socket: a moment comes in with each answer.
package struct RefreshMachine: Equatable, Sendable {
  /// What is to be done next.
  package enum Action: Equatable, Sendable {
    /// The refresh that every pool knows, and the only one under rotation.
    case getTokens(GetTokensFromRefreshTokenRequest)
    /// The older refresh, for a pool that lacks the first.
    case initiateAuth(InitiateAuthRequest)
    /// The refresh of a session that began in a browser, by RFC 6749 section 6.
    case token(OAuthTokenRequest)
    case save([StorageChange], TokenSet, rotated: Bool)
    /// The pool's word about this session, to be remembered beside it.
    case remember(Refusal)
    case fail(SessionError)
  }

  package let id: SessionID
  package let configuration: PoolConfiguration
  let stored: StoredSession
  /// Whether the pool lacks GetTokensFromRefreshToken, nil where nobody tried yet.
  private let lacksOperation: Bool?
  private var way = Way.getTokens
  /// Milliseconds that the server's `Date` was ahead of the client's clock, by the last answer.
  private(set) var serverDrift: Int64?

  /// How the pool is asked.
  private enum Way: Sendable {
    case getTokens, older, tokenEndpoint
  }

  /// What a success of this refresh shows of the pool: whether it lacks GetTokensFromRefreshToken.
  ///
  /// A refusal or a broken answer shows nothing: whoever stands before the pool may have given it.
  package var isKnownToLack: Bool? {
    switch way {
    case .getTokens: false
    case .older: true
    case .tokenEndpoint: nil
    }
  }

  package init(
    id: SessionID,
    configuration: PoolConfiguration,
    stored: StoredSession,
    lacksOperation: Bool? = nil
  ) {
    self.id = id
    self.configuration = configuration
    self.stored = stored
    self.lacksOperation = lacksOperation
  }

  /// The first request, or why there is none.
  package mutating func begin() -> Action {
    guard let token = stored.token(.refresh) else { return .fail(.noRefreshToken(id)) }
    if stored.isManaged, configuration.oauth != nil, configuration.kind == .cognito {
      // There is no other way for such a session.
      way = .tokenEndpoint
      return .token(.refresh(token.reveal()))
    }
    if lacksOperation == true {
      way = .older
      return .initiateAuth(olderRequest(token))
    }
    return .getTokens(
      GetTokensFromRefreshTokenRequest(
        refreshToken: token.reveal(),
        clientID: id.clientID,
        clientSecret: configuration.clientSecret?.reveal(),
        deviceKey: stored[.deviceKey]
      )
    )
  }

  /// What to do about an error: ask again in the older way, remember a refusal, or give up.
  package mutating func failed(_ error: UserPoolError, at now: NumericDate) -> Action {
    if way == .getTokens, lacksOperation == nil, configuration.kind == .cognito,
      Self.isUnknownOperation(error), let token = stored.token(.refresh)
    {
      way = .older
      return .initiateAuth(olderRequest(token))
    }
    guard let refusal = Refusal(error, at: now) else { return .fail(.pool(error)) }
    return .remember(lacksDeviceKey(refusal) ? refusal.about(.device) : refusal)
  }

  /// Whether an unexplained refusal has its cause here: a pool that remembers devices wants the
  /// device's key with each refresh, and says "Invalid Refresh Token." without it.
  private func lacksDeviceKey(_ refusal: Refusal) -> Bool {
    guard refusal.kind == .unknown, let text = stored.token(.access),
      let device = (try? CompactToken(text.reveal()).claims)?["device_key"]?.text
    else { return false }
    return !stored[.deviceKey].hasSameBytes(as: device)
  }

  /// What to do with an answer, `now` being the moment it arrived by the client's clock.
  package mutating func answered(
    _ reply: UserPool.Reply<AuthenticationAnswer>,
    at now: NumericDate
  ) -> Action {
    serverDrift = reply.serverDate?.milliseconds(since: now)
    return answered(reply.answer, at: now)
  }

  private func answered(_ answer: AuthenticationAnswer, at now: NumericDate) -> Action {
    guard let result = answer.authenticationResult else {
      return .fail(.unsupportedChallenge(answer.challengeName?.rawValue ?? "nothing it names"))
    }
    let access: Claims?
    let idToken: Claims?
    do {
      access = try accessClaims(result.accessToken)
      idToken = try result.idToken.map { (text) throws(SessionError) in
        try Self.claims(text, .id)
      }
    } catch {
      return .fail(error)
    }
    if let claim = foreignClaim(access, idToken) { return .fail(.foreignTokens(claim: claim)) }
    guard let accessToken = result.accessToken else { return .fail(.unusableTokens(.access, nil)) }
    let issued = access?.iat ?? idToken?.iat
    let tokens = TokenSet(
      accessToken: TokenText(accessToken, kind: .access),
      idToken: result.idToken.map { TokenText($0, kind: .id) } ?? stored.token(.id),
      refreshToken: result.refreshToken.map { TokenText($0, kind: .refresh) }
        ?? stored.token(.refresh),
      // Without `iat` Amplify gives up; what else is known serves, and a rotated token is not lost.
      clockDrift: issued?.milliseconds(since: now) ?? serverDrift ?? stored.knownDrift,
      signInDetails: stored[.signInDetails]
    )
    let rotated = result.refreshToken != nil && tokens.refreshToken != stored.token(.refresh)
    return .save(changes(tokens), tokens, rotated: rotated)
  }

  /// The writes of a refresh.
  ///
  /// The refresh token goes first: where writes are not atomic, one cut short must not leave the
  /// retired token. The pointer stays with whom it names, so that refreshing an orphan does not
  /// switch the app's user.
  private func changes(_ tokens: TokenSet) -> [StorageChange] {
    let pointer = AmplifyKey.lastAuthUser(clientID: id.clientID).text
    let first = stored.key(.refreshToken)
    let all = tokens.changes(clientID: id.clientID, username: id.username)
      .filter { $0.key != pointer }
    return all.filter { $0.key == first } + all.filter { $0.key != first }
  }

  /// The access token's claims; nil where only its issuer can read it, which is Cognito's never.
  private func accessClaims(_ text: String?) throws(SessionError) -> Claims? {
    guard let text else { throw .unusableTokens(.access, nil) }
    do throws(SessionError) {
      return try Self.claims(text, .access)
    } catch {
      guard configuration.kind == .oidc else { throw error }
      return nil
    }
  }

  private static func claims(_ text: String, _ kind: TokenKind) throws(SessionError) -> Claims {
    do {
      return try CompactToken(text).claims
    } catch {
      throw .unusableTokens(kind, error)
    }
  }

  /// The claim by which new tokens belong to somebody else, or to two, nil when they are this session's.
  private func foreignClaim(_ access: Claims?, _ idToken: Claims?) -> String? {
    if configuration.kind == .oidc { return foreignClaim(ofGeneric: idToken) }
    if let access, let idToken {
      if idToken.sub != access.sub { return "user" }
      if idToken.iss != access.iss { return "pool" }
    }
    if idToken?.aud?.contains(id.clientID) == false { return "client" }
    if let clientID = access?.clientID, clientID != id.clientID { return "client" }
    let old = [stored.token(.access), stored.token(.id)].lazy
      .compactMap { $0.flatMap { try? CompactToken($0.reveal()).claims } }
      .first
    guard let old, let new = access ?? idToken else { return nil }
    if old.sub != new.sub { return "user" }
    return Self.poolName(old.iss) == Self.poolName(new.iss) ? nil : "pool"
  }

  /// The same of another issuer, where the ID token alone is for the client; a new one names issuer,
  /// user and client as before (OpenID Connect Core section 12.2).
  private func foreignClaim(ofGeneric new: Claims?) -> String? {
    guard let new else { return nil }
    if new.aud?.contains(id.clientID) == false { return "client" }
    let old = stored.token(.id).flatMap { try? CompactToken($0.reveal()).claims }
    if let before = old?.sub, let now = new.sub, before != now { return "user" }
    if let before = old?.iss, let now = new.iss, before != now { return "pool" }
    return nil
  }

  /// An issuer by the one of its two forms that is older: a pool may switch to the newer host
  /// (AWS: IssuerConfigurationType) and is the same pool.
  private static func poolName(_ issuer: String?) -> String? {
    let newer = "https://issuer-cognito-idp."
    guard let issuer, issuer.hasPrefix(newer) else { return issuer }
    return "https://cognito-idp." + issuer.dropFirst(newer.count)
  }

  private func olderRequest(_ token: TokenText) -> InitiateAuthRequest {
    var parameters = ["REFRESH_TOKEN": token.reveal()]
    if let deviceKey = stored[.deviceKey] { parameters["DEVICE_KEY"] = deviceKey }
    if let secret = configuration.clientSecret {
      parameters["SECRET_HASH"] = SecretHash.text(
        secret: secret,
        username: poolUsername,
        clientID: id.clientID
      )
    }
    return InitiateAuthRequest(
      authFlow: .refreshTokenAuth,
      authParameters: parameters,
      clientID: id.clientID
    )
  }

  /// The user's name at the pool, which the secret hash of a refresh is made of; the one in the storage
  /// key may be what was typed, an email address for example.
  private var poolUsername: String {
    let claims = stored.token(.access).flatMap { try? CompactToken($0.reveal()).claims }
    guard let name = claims?["username"]?.text, !name.isEmpty else { return id.username }
    return name
  }

  /// Whether an error means that the pool does not know GetTokensFromRefreshToken.
  ///
  /// Stand-ins answer an operation they lack with an HTML page and status 500.
  private static func isUnknownOperation(_ error: UserPoolError) -> Bool {
    switch error {
    case .refused(let name, _, _, _):
      ["UnknownOperationException", "InvalidAction", "OperationNotEnabledException"].contains(name)
    case .unreadable(let status, _): status == 500 || status == 404 || status == 501
    case .unreachable, .unanswered: false
    }
  }
}
