package import AuthCore

/// A running user pool on 127.0.0.1.
package struct LoopbackPool: Sendable {
  /// `http://127.0.0.1:<port>`.
  package let endpoint: String
  package let configuration: LoopbackPoolConfiguration
  private let host: PoolHost
  private let server: PoolServer

  /// Makes the keys and the users and listens; port 0 is any free port.
  ///
  /// The clock is read once for each request, so the caller may show the pool another time than
  /// the world's. `deliver` gets each message that a real pool would send by email or SMS.
  package static func start(
    configuration: LoopbackPoolConfiguration = LoopbackPoolConfiguration(),
    port: Int = 0,
    clock: @escaping @Sendable () -> NumericDate,
    deliver: @escaping @Sendable (PoolMessage) -> Void = { _ in }
  ) async throws(LoopbackPoolError) -> LoopbackPool {
    async let keys = SigningKeys.generate()
    let host: PoolHost
    do {
      host = PoolHost(
        state: PoolState(configuration: configuration, endpoint: "", keys: try await keys),
        clock: clock,
        deliver: deliver
      )
    } catch {
      throw .noKeys
    }
    let server = try await PoolServer.start(port: port, host: host)
    let endpoint = "http://127.0.0.1:\(server.port)"
    await host.setEndpoint(endpoint)
    return LoopbackPool(
      endpoint: endpoint,
      configuration: configuration,
      host: host,
      server: server
    )
  }

  package var issuer: String { "\(endpoint)/\(configuration.poolID)" }

  /// How a client reaches one of the app clients.
  package func poolConfiguration(name: String, client: AppClient) -> PoolConfiguration {
    var pool = PoolConfiguration(
      name: name,
      endpoint: endpoint,
      poolID: configuration.poolID,
      clientID: client.id,
      clientSecret: client.secret
    )
    pool.oauth = OAuthSettings(domain: endpoint)
    return pool
  }

  /// Turns a user off or on, as an administrator would; returns whether there is such a user.
  @discardableResult
  package func setEnabled(_ isEnabled: Bool, username: String) async -> Bool {
    await host.setEnabled(isEnabled, username: username)
  }

  /// What was revoked and signed out so far.
  package func ledger() async -> PoolLedger { await host.ledger() }

  /// What became of a refresh token.
  package func standing(ofRefreshToken token: String) async -> PoolLedger.Standing {
    await host.standing(ofRefreshToken: token)
  }

  /// Stops listening and closes what is open; sessions are forgotten.
  package func stop() async {
    await server.stop()
  }
}

/// Why a pool could not be started.
package enum LoopbackPoolError: Error, Equatable, Sendable, CustomStringConvertible {
  case noKeys
  case cannotListen(port: Int, reason: String)

  package var description: String {
    switch self {
    case .noKeys: "the pool's keys could not be made; nothing was started; try again"
    case .cannotListen(let port, let reason):
      """
      the pool cannot listen on 127.0.0.1:\(port): \(reason); nothing was started; choose another \
      port, or 0 for any
      """
    }
  }
}
