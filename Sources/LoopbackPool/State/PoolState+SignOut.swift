import AuthCore

extension PoolState {
  /// Ends a family; the answer has no body.
  ///
  /// A refresh token that the pool does not know, or has ended before, is no error (RFC 7009
  /// section 2.2). `LINKED` also ends the browser's session that the family came through, where sessions
  /// are tracked; other families of that browser live on.
  mutating func revokeToken(_ request: RevokeTokenRequest) throws(PoolRefusal) -> [UInt8] {
    let client = try client(request.clientID)
    guard isSecret(request.clientSecret, of: client) else { throw .wrongRevoker }
    guard client.revokesTokens else { throw .revocationOff }
    guard request.token.split(separator: ".", omittingEmptySubsequences: false).count == 5 else {
      throw .notARefreshToken
    }
    guard let record = refreshTokens[digest(request.token)] else { return [] }
    guard let family = families[record.eventID], family.clientID == client.id else {
      throw .wrongRevoker
    }
    families[family.eventID]?.isRevoked = true
    if request.revokeAssociatedSessions == "LINKED", configuration.tracksSessions,
      let id = family.grant?.browserSession
    {
      endBrowser(id, of: family.username)
    }
    return []
  }

  /// Ends all the user's families over all clients; signatures stay valid.
  mutating func globalSignOut(
    _ request: GlobalSignOutRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> EmptyAnswer {
    let user = try bearer(of: request.accessToken, at: now)
    revokeFamilies(of: user.username)
    globalSignOuts[user.username, default: 0] += 1
    return EmptyAnswer()
  }

  func getUser(
    _ request: GetUserRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> GetUserAnswer {
    let user = try bearer(of: request.accessToken, at: now)
    let attributes = user.attributes.sorted { $0.key < $1.key }
      .map { UserAttribute(name: $0.key, value: $0.value) }
    var answer = GetUserAnswer(
      username: user.username,
      userAttributes: [UserAttribute(name: "sub", value: user.sub)] + attributes
    )
    answer.preferredMFA =
      user.preferredMFA?.rawValue ?? (user.mfa.count == 1 ? user.mfa[0].rawValue : nil)
    answer.mfaSettings = user.mfa.isEmpty ? nil : user.mfa.map(\.rawValue)
    return answer
  }

  /// Whose a live access token is.
  func bearer(
    of text: String,
    needing scope: String = TokenClaims.scope,
    at now: NumericDate
  ) throws(PoolRefusal) -> PoolUser {
    guard let token = try? CompactToken(text), keys.access.isSigner(of: token),
      token.claims.iss == issuer, token.claims.tokenUse == "access",
      let family = token.claims.eventID.flatMap({ families[$0] }), let exp = token.claims.exp
    else { throw .invalidAccessToken }
    guard now < exp else { throw .expiredAccessToken }
    guard let user = users[family.username] else { throw .userNotFound }
    guard user.isEnabled else { throw .userDisabled }
    guard !family.isRevoked else { throw .revokedAccessToken }
    guard token.claims.scopes?.contains(scope) == true else { throw .missingScope }
    return user
  }
}
