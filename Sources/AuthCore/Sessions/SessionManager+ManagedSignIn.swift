extension SessionManager {
  /// The OAuth settings of a pool, or that it has none.
  ///
  /// A generic issuer has its endpoints by discovery and needs no domain.
  public nonisolated func managedLogin(
    of pool: PoolConfiguration
  ) throws(SessionError) -> OAuthSettings {
    if let settings = pool.oauth { return settings }
    guard pool.kind == .oidc else { throw .managed(.noManagedLogin(pool: pool.name)) }
    return OAuthSettings(domain: pool.endpoint, scopes: ["openid", "email", "profile"])
  }

  /// The address to open in the browser.
  public nonisolated func authorizeURL(
    _ signIn: ManagedSignIn
  ) async throws(SessionError) -> String {
    _ = try backend(signIn.backend)
    guard let oauth = pools.userPool(signIn.pool).oauth else {
      throw .managed(.noManagedLogin(pool: signIn.pool.name))
    }
    do {
      return try await oauth.authorizeURL(signIn.request)
    } catch {
      throw .pool(error)
    }
  }

  /// Redeems the code that the browser brought and stores the session as Amplify does after a
  /// redirect.
  public nonisolated func redeem(
    _ request: OAuthTokenRequest,
    of signIn: ManagedSignIn
  ) async throws(SessionError) -> Session {
    guard let oauth = pools.userPool(signIn.pool).oauth else {
      throw .managed(.noManagedLogin(pool: signIn.pool.name))
    }
    let answer: OAuthTokens
    do {
      answer = try await oauth.token(request).answer
    } catch {
      throw .pool(error)
    }
    let (tokens, username) = try redeemed(answer, signIn)
    let clientID = signIn.pool.clientID
    let id = SessionID(backend: signIn.backend, clientID: clientID, username: username)
    let mark = AmplifyKey.tokenSet(clientID: clientID, username: username, name: .oauthMetadata)
    let changes =
      tokens.changes(clientID: clientID, username: username)
      + [.set(key: mark.text, value: #"{"oauthSignIn":true}"#)]
    try await store(NewSession(changes: changes, tokens: tokens), of: id)
    await noteOAuthSignIn(of: id)
    return await session(id, after: changes)
  }

  /// The tokens, when they are this pool's, this client's and this sign-in's, and whose they are.
  private nonisolated func redeemed(
    _ answer: OAuthTokens,
    _ signIn: ManagedSignIn
  ) throws(SessionError) -> (TokenSet, username: String) {
    let access = try claims(answer.accessToken, .access)
    // Only Cognito promises an access token that can be read.
    if signIn.pool.kind == .cognito, access == nil { throw .unusableTokens(.access, nil) }
    let idToken = try answer.idToken.flatMap { (text) throws(SessionError) in
      try claims(text, .id)
    }
    try check(access, idToken, signIn)
    let issued = access?.iat ?? idToken?.iat
    let tokens = TokenSet(
      accessToken: TokenText(answer.accessToken, kind: .access),
      idToken: answer.idToken.map { TokenText($0, kind: .id) },
      refreshToken: answer.refreshToken.map { TokenText($0, kind: .refresh) },
      clockDrift: issued.map { $0.milliseconds(since: clock()) } ?? 0,
      // Amplify records none for a redirect.
      signInDetails: nil
    )
    // Amplify's rule, and for other issuers the claim that names a person best.
    let others = [idToken?["preferred_username"]?.text, idToken?["email"]?.text, idToken?.sub]
    let names = [access?["username"]?.text] + (signIn.pool.kind == .oidc ? others : [])
    return (tokens, names.lazy.compactMap { $0 }.first { !$0.isEmpty } ?? "username")
  }

  /// Refuses tokens of another pool, client, user or sign-in.
  ///
  /// Elsewhere than at Cognito an access token is for its API: it may come from an issuer of its own
  /// and name the user in another way, and the ID token alone is for the client (OpenID Connect Core
  /// section 3.1.3.7).
  private nonisolated func check(
    _ access: Claims?,
    _ idToken: Claims?,
    _ signIn: ManagedSignIn
  ) throws(SessionError) {
    let access = signIn.pool.kind == .cognito ? access : nil
    for claims in [access, idToken].compactMap({ $0 }) {
      guard let issuer = claims.iss,
        signIn.pool.issuers.contains(where: { isSameText($0, issuer) })
      else { throw .foreignTokens(claim: "pool") }
    }
    if let access, access.clientID != signIn.pool.clientID {
      throw .foreignTokens(claim: "client")
    }
    guard let idToken else {
      // The nonce stands in the ID token alone, which `openid` asks for.
      if signIn.request.scopes.contains("openid") { throw .unusableTokens(.id, nil) }
      return
    }
    guard idToken.aud?.contains(signIn.pool.clientID) == true else {
      throw .foreignTokens(claim: "client")
    }
    guard let nonce = idToken["nonce"]?.text, isSameText(nonce, signIn.request.nonce) else {
      throw .managed(.wrongNonce)
    }
    if let access, access.sub != idToken.sub { throw .foreignTokens(claim: "user") }
  }

  /// The claims of a token; nil for an access token that only its issuer can read.
  private nonisolated func claims(
    _ text: String,
    _ kind: TokenKind
  ) throws(SessionError) -> Claims? {
    do {
      return try CompactToken(text).claims
    } catch {
      guard kind == .access else { throw .unusableTokens(kind, error) }
      return nil
    }
  }

  /// Amplify keeps the sign that the browser holds a session, and what is in flight, in its default
  /// storage whatever storage the tokens are in.
  ///
  /// Without it a sign-out does not offer the logout address, and loses nothing else; so a store
  /// that cannot be written is not the sign-in's failure.
  private nonisolated func noteOAuthSignIn(of id: SessionID) async {
    let place = backends.first { $0.id == .local }?.id ?? id.backend
    let done = AmplifyKey.oauth(clientID: id.clientID, name: .oauthSignIn)
    let changes: [StorageChange] =
      AmplifyKey.OAuthName.inFlight.map {
        .remove(key: AmplifyKey.oauth(clientID: id.clientID, name: $0).text)
      } + [.set(key: done.text, value: "true,false")]
    try? await alone(with: id) { kept async throws(SessionError) in
      try await self.write(changes, to: place, as: RecordedChange(id: nil), kept)
    }
  }
}
