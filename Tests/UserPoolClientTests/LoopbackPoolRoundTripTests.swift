import AuthCore
import LoopbackPool
import TestSupport
import Testing
import UserPoolClient

@Suite struct LoopbackPoolRoundTripTests {
  private let now = NumericDate(seconds: 1_772_510_706)

  @Test(arguments: [SignInFlow.Method.srp, .password])
  func `a session's whole life over real HTTP`(method: SignInFlow.Method) async throws {
    try await withPool(AppClient(rotation: AppClient.Rotation(graceSeconds: 0))) {
      pool,
      configuration in
      let user = try await signIn("zoë", method, pool, configuration)
      let reply = try await pool.getUser(GetUserRequest(accessToken: user.result.accessToken ?? ""))
      #expect(reply.answer.username == "zoë")
      #expect(reply.serverDate == now)
      let refreshed = try await refresh(user.result.refreshToken, pool, configuration)
      #expect(refreshed?.refreshToken != user.result.refreshToken)
      await #expect(throws: UserPoolError.self) {
        _ = try await refresh(user.result.refreshToken, pool, configuration)
      }
      let other = try await signIn("zoë", method, pool, configuration)
      let request = GlobalSignOutRequest(accessToken: refreshed?.accessToken ?? "")
      _ = try await pool.globalSignOut(request)
      await #expect(
        throws: UserPoolError.refused(
          name: "NotAuthorizedException",
          message: "Refresh Token has been revoked",
          status: 400
        )
      ) { _ = try await refresh(other.result.refreshToken, pool, configuration) }
    }
  }

  @Test func `revoking over HTTP is answered without a body`() async throws {
    try await withPool(AppClient()) { pool, configuration in
      let user = try await signIn("bob", .password, pool, configuration)
      _ = try await pool.revokeToken(
        RevokeTokenRequest(
          token: user.result.refreshToken ?? "",
          clientID: configuration.clientID
        )
      )
      await #expect(throws: UserPoolError.self) {
        _ = try await refresh(user.result.refreshToken, pool, configuration)
      }
    }
  }

  @Test func `a request over the limit is refused and the pool lives on`() async throws {
    try await withPool(AppClient()) { pool, configuration in
      let large = GetUserRequest(accessToken: String(repeating: "x", count: 1_100_000))
      await #expect(throws: UserPoolError.self) { _ = try await pool.getUser(large) }
      let user = try await signIn("bob", .password, pool, configuration)
      #expect(user.username == "bob")
    }
  }

  @Test func `a second pool on the same port says so`() async throws {
    let pool = try await LoopbackPool.start(clock: { now })
    let port = try #require(pool.endpoint.split(separator: ":").last.flatMap { Int($0) })
    await #expect(
      throws: LoopbackPoolError.cannotListen(port: port, reason: "the port is in use")
    ) { _ = try await LoopbackPool.start(port: port, clock: { now }) }
    await pool.stop()
  }

  @Test func `a pool stops though a client holds a connection, and is gone`() async throws {
    let pool = try await LoopbackPool.start(clock: { now })
    let http = UserPoolHTTP()
    let user = http.userPool(
      for: pool.poolConfiguration(name: "loopback", client: pool.configuration.clients[0])
    )
    // A client that is not shut down would end the whole run: nothing throws before that.
    let keys = try? await user.keySet()
    #expect(keys != nil)
    await pool.stop()
    let closed = pool.endpoint.split(separator: ":").last.flatMap { Int($0) }.flatMap {
      ClosedPort($0)
    }
    defer { withExtendedLifetime(closed) {} }
    // The first may still go out on the connection that is just being closed, and break with it.
    await #expect(throws: UserPoolError.self) { _ = try await user.keySet() }
    await expect("unreachable") { _ = try await user.keySet() }
    await http.shutdown()
  }

  @Test func `a request that is cancelled says so`() async throws {
    let server = try await ScriptedServer.start([.stall("")])
    let http = UserPoolHTTP()
    let pool = http.userPool(for: ClientBench.pool(server.endpoint))
    let task = Task { () async -> UserPoolError? in
      do {
        _ = try await pool.getUser(ClientBench.getUser)
        return nil
      } catch {
        return error as? UserPoolError
      }
    }
    let end = ContinuousClock.now + .seconds(60)
    while await server.script.requests.isEmpty, ContinuousClock.now < end { await Task.yield() }
    task.cancel()
    #expect(await task.value == .unanswered(reason: "cancelled"))
    await http.shutdown()
    await server.stop()
  }

  private func withPool(
    _ client: AppClient,
    _ body: (UserPool, PoolConfiguration) async throws -> Void
  ) async throws {
    let pool = try await LoopbackPool.start(
      configuration: LoopbackPoolConfiguration(clients: [client]),
      clock: { now }
    )
    let http = UserPoolHTTP()
    let configuration = pool.poolConfiguration(name: "loopback", client: client)
    do {
      try await body(http.userPool(for: configuration), configuration)
    } catch {
      Issue.record(error)
    }
    await http.shutdown()
    await pool.stop()
  }

  private func signIn(
    _ username: String,
    _ method: SignInFlow.Method,
    _ pool: UserPool,
    _ configuration: PoolConfiguration
  ) async throws -> SignedInUser {
    var flow = SignInFlow(
      username: username,
      password: Password("Demo-password-1"),
      method: method,
      pool: configuration
    )
    let action = try await SignInDriver.run(&flow, pool, at: now) { _ in
      throw SignInError.nothingAsked
    }
    guard case .finish(let user) = action else { throw SignInError.emptyAnswer }
    return user
  }

  private func refresh(
    _ token: String?,
    _ pool: UserPool,
    _ configuration: PoolConfiguration
  ) async throws -> AuthenticationResult? {
    try await pool.getTokensFromRefreshToken(
      GetTokensFromRefreshTokenRequest(
        refreshToken: token ?? "",
        clientID: configuration.clientID
      )
    ).answer.authenticationResult
  }
}
