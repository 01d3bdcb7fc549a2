extension SessionManager {
  /// Tries a signed-out session's old tokens, before its keys are removed: a refresh that succeeds
  /// against all expectation makes a living session, which must not get lost.
  ///
  /// - Returns: the answers, and whether new tokens were stored.
  func prove(
    _ stored: StoredSession,
    of id: SessionID,
    _ configuration: PoolConfiguration,
    _ kept: KeptUsers
  ) async -> [SignOutProof] {
    let pool = pools.userPool(configuration)
    let refreshed = await tryRefresh(stored, of: id, configuration, kept)
    let asked = await tryGetUser(stored, pool)
    var proofs = [SignOutProof(attempt: .refresh, answer: refreshed)]
    guard configuration.kind == .cognito else {
      // What another issuer has for it is its userinfo endpoint.
      let isOwn = isOwnInTime(stored, configuration)
      return proofs + [SignOutProof(attempt: .userInfo, answer: asked.ofAnyIssuer(isOwn: isOwn))]
    }
    proofs.append(SignOutProof(attempt: .getUser, answer: asked))
    if stored.grants("openid"), let oauth = pool.oauth {
      proofs.append(
        SignOutProof(attempt: .userInfo, answer: await tryUserInfo(stored, oauth))
      )
    }
    return proofs
  }

  /// Whether the access token carries claims of this issuer's own and is not over by itself.
  private func isOwnInTime(
    _ stored: StoredSession,
    _ configuration: PoolConfiguration
  ) -> Bool {
    guard let token = stored.token(.access),
      let issuer = try? CompactToken(token.reveal()).claims.iss
    else { return false }
    return configuration.issuers.contains(issuer) && mayHaveExpired(token, stored) == false
  }

  private func tryUserInfo(
    _ stored: StoredSession,
    _ oauth: OAuthEndpoints
  ) async -> SignOutProof.Answer {
    guard let token = stored.token(.access) else { return .skipped("there is no access token") }
    do throws(UserPoolError) {
      _ = try await oauth.userInfo(token)
      return .accepted("the pool answers it")
    } catch {
      return SignOutProof.Answer(error, mayHaveExpired: mayHaveExpired(token, stored))
    }
  }

  private func tryRefresh(
    _ stored: StoredSession,
    of id: SessionID,
    _ configuration: PoolConfiguration,
    _ kept: KeptUsers
  ) async -> SignOutProof.Answer {
    guard stored.token(.refresh) != nil else { return .skipped("there is no refresh token") }
    switch await ask(machine(id, configuration, stored)) {
    case .refused(let refusal, _): return .refused("\(refusal.message) (\(refusal.name))")
    case .failed(let error, _): return .unknown("\(error)")
    case .renewed(let renewed):
      do {
        _ = try await save(renewed, of: id, kept)
        return .accepted("it was renewed, and the new tokens are stored in \(id.backend)")
      } catch {
        return .accepted("it was renewed: \(error)")
      }
    }
  }

  private func tryGetUser(_ stored: StoredSession, _ pool: UserPool) async -> SignOutProof.Answer {
    guard let token = stored.token(.access) else { return .skipped("there is no access token") }
    do throws(UserPoolError) {
      _ = try await pool.getUser(GetUserRequest(accessToken: token.reveal()))
      return .accepted("the pool answers it")
    } catch {
      return SignOutProof.Answer(error, mayHaveExpired: mayHaveExpired(token, stored))
    }
  }

  /// Whether a token may be over by itself by now; nil where it does not tell.
  ///
  /// Its issuer's clock says it, and this one too: the drift was measured when the tokens came, and
  /// the clock may have been set right since.
  nonisolated func mayHaveExpired(_ token: TokenText, _ stored: StoredSession) -> Bool? {
    guard let expiry = try? CompactToken(token.reveal()).claims.exp else { return nil }
    // The drift was measured in seconds and over a network.
    let end = expiry.earlier(byMilliseconds: 10_000)
    let now = clock()
    return end <= max(now, now.advanced(byMilliseconds: stored.knownDrift))
  }
}

extension StoredSession {
  /// Whether the access token has a scope.
  func grants(_ scope: String) -> Bool {
    token(.access).flatMap { try? CompactToken($0.reveal()).claims.scopes }?.contains(scope)
      ?? false
  }
}

extension SignOutProof.Answer {
  /// What an answer to an access token means where the issuer is not Cognito: it need not end access
  /// tokens together with the refresh token (RFC 7009 section 2.1), and one that carries its own
  /// claims it mostly cannot end.
  ///
  /// It refuses in the same word (RFC 6750 section 3.1) what was never for its userinfo endpoint; of
  /// all tokens only one that `isOwn`, the issuer's own and in time, is proved to be over.
  func ofAnyIssuer(isOwn: Bool) -> SignOutProof.Answer {
    switch self {
    case .accepted:
      .outlives(
        "the issuer answers it until it expires; that its end comes with the refresh token's is "
          + "not promised (RFC 7009)"
      )
    case .refused(let words) where !isOwn:
      .unknown("it proves nothing, for it may be for an API, or over by its age: \(words)")
    default: self
    }
  }

  /// What an error to a tried access token means: only a word about the token is a refusal, and a
  /// scope that it lacks (RFC 6750 section 3.1) says nothing of its life.
  init(_ error: UserPoolError, mayHaveExpired: Bool?) {
    let aboutToken = [
      "NotAuthorizedException", "UserNotFoundException", "invalid_token", "insufficient_scope",
    ]
    switch error {
    case .refused(let name, let message, _, _) where aboutToken.contains(name):
      let provesNothing =
        name == "insufficient_scope" || message.lowercased().contains("scope")
        || error.isOfExpiry(mayHaveExpired: mayHaveExpired)
      let words = message.isEmpty ? name : "\(message) (\(name))"
      self = provesNothing ? .unknown("it proves nothing: \(words)") : .refused(words)
    default: self = .unknown("\(error)")
    }
  }
}
