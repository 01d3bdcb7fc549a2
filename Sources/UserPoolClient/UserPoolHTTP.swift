package import AuthCore

/// User pools over HTTP: one connection pool, from which each configured pool gets its operations.
///
/// It must be shut down before it goes away.
package struct UserPoolHTTP: Sendable {
  private let clients: HTTPClients
  private let settings: HTTPSettings
  private let discovered: DiscoveryCache

  package init(settings: HTTPSettings = HTTPSettings()) {
    clients = HTTPClients(settings)
    self.settings = settings
    discovered = DiscoveryCache(now: settings.now)
  }

  /// Closes the connections; a request under way fails.
  package func shutdown() async { await clients.shutdown() }

  /// The operations of one app client's pool.
  ///
  /// An endpoint that is neither HTTPS nor on this machine makes each operation fail before
  /// anything is sent.
  package func userPool(for pool: PoolConfiguration) -> UserPool {
    let exchange = HTTPExchange(clients: clients, settings: settings)
    let retry = RetryLoop(sleep: settings.sleep, jitter: settings.jitter)
    let oauth = OAuthService(
      pool: pool,
      exchange: exchange,
      retry: retry,
      discovered: discovered
    )
    if pool.kind == .oidc { return oauth.genericPool }
    let service = UserPoolService(
      endpoint: Endpoint.checked(pool.endpoint),
      poolID: pool.poolID,
      exchange: exchange,
      retry: retry
    )
    var operations = Self.operations(service)
    Self.addFactors(to: &operations, service)
    Self.addUserSessions(to: &operations, service)
    if pool.oauth != nil { operations.oauth = oauth.endpoints }
    return operations
  }

  private static func operations(_ service: UserPoolService) -> UserPool {
    UserPool(
      initiateAuth: { (request) async throws(UserPoolError) in
        // A second refresh after a lost answer could meet a token that the first one used up.
        let refreshes = request.authParameters["REFRESH_TOKEN"] != nil
        return try await service.call(
          "InitiateAuth",
          request,
          repeatable: !refreshes,
          usesUp: refreshes
        )
      },
      respondToAuthChallenge: { (request) async throws(UserPoolError) in
        try await service.call("RespondToAuthChallenge", request, repeatable: false)
      },
      getTokensFromRefreshToken: { (request) async throws(UserPoolError) in
        try await service.call(
          "GetTokensFromRefreshToken",
          request,
          repeatable: false,
          usesUp: true
        )
      },
      revokeToken: { (request) async throws(UserPoolError) in
        try await service.call("RevokeToken", request, repeatable: true)
      },
      globalSignOut: { (request) async throws(UserPoolError) in
        // A second one would be refused because the first revoked the access token.
        try await service.call("GlobalSignOut", request, repeatable: false, usesUp: true)
      },
      getUser: { (request) async throws(UserPoolError) in
        try await service.call("GetUser", request, repeatable: true)
      },
      keySet: { () async throws(UserPoolError) in try await service.keySet() }
    )
  }

  private static func addUserSessions(to pool: inout UserPool, _ service: UserPoolService) {
    pool.listUserSessions = { (request) async throws(UserPoolError) in
      try await service.call("ListUserSessions", request, repeatable: true)
    }
    pool.revokeUserSession = { (request) async throws(UserPoolError) in
      // A second one finds no session where the first ended it.
      try await service.call("RevokeUserSession", request, repeatable: true, usesUp: true)
    }
  }

  /// What a sign-in needs to set up an authenticator and to make a device known.
  private static func addFactors(to pool: inout UserPool, _ service: UserPoolService) {
    pool.associateSoftwareToken = { (request) async throws(UserPoolError) in
      // A second one would make a second secret and use up the session.
      try await service.call("AssociateSoftwareToken", request, repeatable: false)
    }
    pool.verifySoftwareToken = { (request) async throws(UserPoolError) in
      try await service.call("VerifySoftwareToken", request, repeatable: false)
    }
    pool.confirmDevice = { (request) async throws(UserPoolError) in
      try await service.call("ConfirmDevice", request, repeatable: false)
    }
    pool.updateDeviceStatus = { (request) async throws(UserPoolError) in
      try await service.call("UpdateDeviceStatus", request, repeatable: true)
    }
  }
}
