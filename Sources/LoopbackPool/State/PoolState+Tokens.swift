import AuthCore
import Crypto

extension PoolState {
  /// Begins a family and gives its first tokens.
  mutating func signIn(
    _ user: PoolUser,
    _ context: SignInContext,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    guard user.isEnabled else { throw .userDisabled }
    let client = context.client
    if context.isBrowser {
      return AuthenticationAnswer(challengeParameters: ["USERNAME": user.username])
    }
    let device = try deviceKey(of: user, context, at: now)
    let family = TokenFamily(
      id: RandomText.uuid(using: &random),
      eventID: RandomText.uuid(using: &random),
      username: user.username,
      clientID: client.id,
      authTime: now,
      deadline: now.advanced(byMilliseconds: client.refreshLifetime * 1000),
      deviceKey: device.key
    )
    begin(family, at: now)
    let token = newRefreshToken(family)
    var answer = try tokens(user, family, client: client, refreshToken: token, at: now)
    answer.authenticationResult?.newDeviceMetadata = device.new
    return answer
  }

  mutating func tokens(
    _ user: PoolUser,
    _ family: TokenFamily,
    client: AppClient,
    refreshToken: String?,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    let claims = TokenClaims(
      user: user,
      client: client,
      family: family,
      issuer: issuer,
      issuedAt: now
    )
    families[family.eventID]?.lastActive = now
    // A grant and a rotation count for the browser's session too, any other refresh does not.
    if refreshToken != nil, let browser = family.grant?.browserSession {
      noteUse(ofBrowser: browser, at: now)
    }
    families[family.eventID]?.userAgent = userAgent
    do {
      let access = try keys.access.sign(claims.access(jti: RandomText.uuid(using: &random)))
      let id = claims.id(jti: RandomText.uuid(using: &random), accessToken: access)
      return AuthenticationAnswer(
        authenticationResult: AuthenticationResult(
          accessToken: access,
          idToken: family.hasIDToken ? try keys.id.sign(id) : nil,
          refreshToken: refreshToken,
          expiresIn: Int(client.accessLifetime)
        ),
        challengeParameters: [:]
      )
    } catch {
      throw .internalError
    }
  }

  mutating func newRefreshToken(_ family: TokenFamily) -> String {
    let token = RandomText.refreshToken(using: &random)
    let digest = digest(token)
    refreshTokens[digest] = RefreshTokenRecord(eventID: family.eventID)
    families[family.eventID]?.refreshTokens.append(digest)
    if let known = families[family.eventID]?.refreshTokens, known.count > TokenFamily.tokenLimit {
      refreshTokens[known[0]] = nil
      families[family.eventID]?.refreshTokens.removeFirst()
    }
    return token
  }

  func digest(_ token: String) -> SHA256.Digest { SHA256.hash(data: Array(token.utf8)) }
}
