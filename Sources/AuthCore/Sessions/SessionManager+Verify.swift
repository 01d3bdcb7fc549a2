extension SessionManager {
  /// Checks a session's tokens against its pool's published keys and Cognito's rules, and how it is
  /// stored; with `online` the pool is asked whether it still honours the access token.
  ///
  /// Keys come from the issuer of the pool that the session belongs to by configuration, never from
  /// the token, and are kept between calls. Keys that cannot be had make the signature's axis
  /// unknown. An access token that a generic issuer gave for an API is not judged. The access token
  /// must grant one of the `scopes`, and both tokens must name one of the `groups`, where any are
  /// asked for.
  public func verify(
    _ id: SessionID,
    online: Bool = false,
    scopes: [String]? = nil,
    groups: [String]? = nil
  ) async throws(SessionError) -> SessionVerdicts {
    let stored = try await stored(id)
    let configuration = try configuration(of: stored)
    let session = try await session(id)
    let now = clock().advanced(byMilliseconds: session.driftMilliseconds)
    var checks = Verifier.Checks()
    checks.now = now
    checks.groups = groups
    checks.scopes = scopes
    let access = await verdict(stored.token(.access), configuration, checks)
    // Only an access token has scopes.
    checks.scopes = nil
    let idToken = await verdict(stored.token(.id), configuration, checks)
    let isScopeOpen = scopes != nil && access == nil
    // What is there and was not judged is told, not passed over.
    let unjudged = access == nil ? stored.token(.access).map(SessionVerdicts.Unjudged.init) : nil
    return SessionVerdicts(
      id: id,
      access: access,
      idToken: idToken,
      storage: StorageFitness(session: session, stored: stored).axis,
      revocation: online ? await revocation(stored, configuration) : nil,
      scope: isScopeOpen
        ? .unknown(.scope, "there is no access token that says which scopes it grants") : nil,
      unjudgedAccess: unjudged
    )
  }

  private func verdict(
    _ text: TokenText?,
    _ configuration: PoolConfiguration,
    _ asked: Verifier.Checks
  ) async -> SessionVerdicts.Entry? {
    guard let text else { return nil }
    var checks = asked
    checks.issuers = configuration.issuers
    // Elsewhere an access token is for its API's audience, and nothing says which kind it is.
    if configuration.kind == .cognito || text.kind == .id {
      checks.clientID = configuration.clientID
    }
    if configuration.kind == .cognito { checks.tokenUse = text.kind.rawValue }
    do {
      let token = try CompactToken(text.reveal())
      if configuration.kind == .oidc, text.kind == .access,
        !configuration.issuers.contains(token.claims.iss ?? "")
      {
        // It is for an API, whose issuer's keys these are not.
        return nil
      }
      let found = await publishedKeys(configuration, kid: token.header["kid"]?.text)
      checks.keys = found.keys
      checks.absence = found.absence
      let verdict = Verifier(checks).verdict(on: token)
      return SessionVerdicts.Entry(digest: text.digest, verdict: verdict)
    } catch {
      // Only Cognito promises an access token that others than its issuer can read.
      if configuration.kind == .oidc, text.kind == .access { return nil }
      let verdict = Verifier(checks).verdict(on: error)
      return SessionVerdicts.Entry(digest: text.digest, verdict: verdict)
    }
  }

  /// Whether the pool still honours an access token: what no signature tells.
  private nonisolated func revocation(
    _ stored: StoredSession,
    _ configuration: PoolConfiguration
  ) async -> AxisVerdict {
    let pool = pools.userPool(configuration)
    guard let token = stored.token(.access) else {
      return .unknown(.missingClaim, "there is no access token to ask about")
    }
    do throws(UserPoolError) {
      // GetUser needs a scope of its own; userInfo needs `openid`.
      if !stored.grants("aws.cognito.signin.user.admin"), stored.grants("openid"),
        let oauth = pool.oauth
      {
        _ = try await oauth.userInfo(token)
        return .pass("the pool honours it: userInfo answers")
      }
      _ = try await pool.getUser(GetUserRequest(accessToken: token.reveal()))
      return .pass("the pool honours it: GetUser answers")
    } catch {
      return AxisVerdict(
        revocation: error,
        mayHaveExpired: mayHaveExpired(token, stored),
        at: configuration.kind
      )
    }
  }
}

extension AxisVerdict {
  /// What a refused or failed GetUser or userInfo says about revocation.
  ///
  /// userInfo has one word for a token that expired and one that was revoked, so a token that cannot
  /// have expired was; but a generic issuer may mean that the token was never for its userInfo.
  init(revocation error: UserPoolError, mayHaveExpired: Bool?, at kind: PoolConfiguration.Kind) {
    guard case .refused(let name, let message, _, _) = error else {
      self = .unknown(.noAnswer, "the pool gave no word: \(error)")
      return
    }
    let text = message.lowercased()
    let isOfExpiry = error.isOfExpiry(mayHaveExpired: mayHaveExpired)
    switch name {
    case "NotAuthorizedException" where text.contains("revoked"),
      "invalid_token" where text.contains("revoked") && !isOfExpiry:
      self = .fail(.revoked, "the pool has revoked it: \(message)", actual: name)
    case "invalid_token" where kind == .cognito && !isOfExpiry:
      self = .fail(
        .revoked,
        "the pool refuses it before its time: \(message.isEmpty ? name : message)",
        actual: name
      )
    case "UserNotFoundException":
      self = .fail(.revoked, "its user is gone from the pool: \(message)", actual: name)
    case "NotAuthorizedException" where text.contains("disabled"):
      self = .fail(.revoked, "its user is disabled: \(message)", actual: name)
    case "NotAuthorizedException", "invalid_token":
      self = .unknown(.noAnswer, "the pool refuses it for another reason: \(message) (\(name))")
    default:
      self = .unknown(.noAnswer, "the pool says nothing about it: \(message) (\(name))")
    }
  }
}
