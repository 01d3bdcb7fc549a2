import AuthCore

extension OAuthService {
  /// The endpoints as AuthCore knows them.
  var endpoints: OAuthEndpoints {
    OAuthEndpoints(
      authorizeURL: { (request) async throws(UserPoolError) in
        let address = try Self.present(
          try await addresses().authorize,
          "authorization endpoint"
        )
        return request.url(endpoint: address)
      },
      token: { (request) async throws(UserPoolError) in try await token(request) },
      revoke: { (token) async throws(UserPoolError) in try await revoke(token) },
      userInfo: { (token) async throws(UserPoolError) in try await userInfo(token) },
      logoutURL: { (signOutURI) async throws(UserPoolError) in
        if pool.kind == .cognito {
          return pool.oauth?.logoutURL(clientID: pool.clientID, signOutURI: signOutURI)
        }
        // OpenID Connect RP-Initiated Logout 1.0 section 2.
        guard let address = try await addresses().logout else { return nil }
        var fields = [FormText.Field("client_id", pool.clientID)]
        if let signOutURI { fields.append(FormText.Field("post_logout_redirect_uri", signOutURI)) }
        return address + (address.contains("?") ? "&" : "?") + FormText.encode(fields)
      }
    )
  }

  /// A generic issuer in the place of a user pool: what it can do by OAuth does so, and the rest is
  /// refused as an operation that it does not have.
  var genericPool: UserPool {
    var pool = UserPool(
      initiateAuth: { (_) async throws(UserPoolError) in throw .unavailable("InitiateAuth") },
      respondToAuthChallenge: { (_) async throws(UserPoolError) in
        throw .unavailable("RespondToAuthChallenge")
      },
      getTokensFromRefreshToken: { (request) async throws(UserPoolError) in
        let reply = try await token(.refresh(request.refreshToken))
        return UserPool.Reply(reply.answer.answer, serverDate: reply.serverDate)
      },
      revokeToken: { (request) async throws(UserPoolError) in
        try await revoke(TokenText(request.token, kind: .refresh))
      },
      globalSignOut: { (_) async throws(UserPoolError) in throw .unavailable("GlobalSignOut") },
      getUser: { (request) async throws(UserPoolError) in
        let reply = try await userInfo(TokenText(request.accessToken, kind: .access))
        return UserPool.Reply(
          GetUserAnswer(
            username: reply.answer["sub"]?.text ?? "",
            userAttributes: reply.answer.members.map {
              UserAttribute(name: $0.name, value: $0.value.text)
            }
          ),
          serverDate: reply.serverDate
        )
      },
      keySet: { () async throws(UserPoolError) in try await once.keySet() }
    )
    pool.oauth = endpoints
    return pool
  }

  /// The same with one attempt for each request: key sets have a pace of their own, `KeySetCache`'s.
  private var once: OAuthService {
    OAuthService(pool: pool, exchange: exchange, retry: retry.once, discovered: discovered)
  }
}
