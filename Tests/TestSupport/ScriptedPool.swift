package import AuthCore
import Synchronization

/// A user pool that does what a test lets it do; any call that was not expected is an error, and
/// every call is counted.
package final class ScriptedPool: Sendable {
  /// The operations of a pool, by Cognito's names.
  package enum Call: String, Sendable {
    case initiateAuth, respondToAuthChallenge, getTokensFromRefreshToken, revokeToken
    case globalSignOut, getUser, keySet, token, userInfo
  }

  /// What a sign-in or a refresh is answered with.
  package typealias Answer = AuthenticationAnswer
  private struct Script {
    var calls: [Call] = []
    var initiate: [@Sendable (InitiateAuthRequest) async throws(UserPoolError) -> Answer] = []
    var respond: (@Sendable (RespondToAuthChallengeRequest) async throws(UserPoolError) -> Answer)?
    var refresh:
      (@Sendable (GetTokensFromRefreshTokenRequest) async throws(UserPoolError) -> Answer)?
    var revoke: (@Sendable (RevokeTokenRequest) async throws(UserPoolError) -> Void)?
    var signOut: (@Sendable (GlobalSignOutRequest) async throws(UserPoolError) -> Void)?
    var getUser: (@Sendable (GetUserRequest) async throws(UserPoolError) -> GetUserAnswer)?
    var keySet: (@Sendable () async throws(UserPoolError) -> [UInt8])?
    var token: (@Sendable (OAuthTokenRequest) async throws(UserPoolError) -> OAuthTokens)?
    var userInfo: (@Sendable (TokenText) async throws(UserPoolError) -> JSONObject)?
  }

  private let script = Mutex(Script())

  package init() {}

  /// The calls that were made, in their order.
  package var calls: [Call] { script.withLock { $0.calls } }

  package func onInitiate(
    _ body: @escaping @Sendable (InitiateAuthRequest) async throws(UserPoolError) -> Answer
  ) {
    script.withLock { $0.initiate = [body] }
  }

  package func onRespond(
    _ body:
      @escaping @Sendable (RespondToAuthChallengeRequest) async throws(UserPoolError) -> Answer
  ) {
    script.withLock { $0.respond = body }
  }

  package func onRefresh(
    _ body:
      @escaping @Sendable (GetTokensFromRefreshTokenRequest) async throws(UserPoolError) -> Answer
  ) {
    script.withLock { $0.refresh = body }
  }

  package func onRevoke(
    _ body: @escaping @Sendable (RevokeTokenRequest) async throws(UserPoolError) -> Void
  ) {
    script.withLock { $0.revoke = body }
  }

  package func onGlobalSignOut(
    _ body: @escaping @Sendable (GlobalSignOutRequest) async throws(UserPoolError) -> Void
  ) {
    script.withLock { $0.signOut = body }
  }

  package func onGetUser(
    _ body: @escaping @Sendable (GetUserRequest) async throws(UserPoolError) -> GetUserAnswer
  ) {
    script.withLock { $0.getUser = body }
  }

  package func onKeySet(
    _ body: @escaping @Sendable () async throws(UserPoolError) -> [UInt8]
  ) {
    script.withLock { $0.keySet = body }
  }

  /// What the token endpoint answers; the pool has managed login then.
  package func onToken(
    _ body: @escaping @Sendable (OAuthTokenRequest) async throws(UserPoolError) -> OAuthTokens
  ) {
    script.withLock { $0.token = body }
  }

  /// What userInfo answers; the pool has managed login then.
  package func onUserInfo(
    _ body: @escaping @Sendable (TokenText) async throws(UserPoolError) -> JSONObject
  ) {
    script.withLock { $0.userInfo = body }
  }

  private func note(_ call: Call) { script.withLock { $0.calls.append(call) } }

  private static func unexpected(_ call: Call) -> UserPoolError {
    .refused(name: "Unexpected", message: "the test expects no \(call.rawValue)", status: 599)
  }

  /// The pool as a manager takes it.
  package var userPool: UserPool {
    var pool = UserPool(
      initiateAuth: { request async throws(UserPoolError) in try await self.initiate(request) },
      respondToAuthChallenge: { request async throws(UserPoolError) in
        try await self.respond(request)
      },
      getTokensFromRefreshToken: { request async throws(UserPoolError) in
        try await self.refresh(request)
      },
      revokeToken: { request async throws(UserPoolError) in try await self.revoke(request) },
      globalSignOut: { request async throws(UserPoolError) in try await self.signOut(request) },
      getUser: { request async throws(UserPoolError) in try await self.user(request) },
      keySet: { () async throws(UserPoolError) in try await self.keys() }
    )
    if script.withLock({ $0.token != nil || $0.userInfo != nil }) { pool.oauth = endpoints }
    return pool
  }

  private var endpoints: OAuthEndpoints {
    OAuthEndpoints(
      authorizeURL: { $0.url(endpoint: "http://127.0.0.1:1/oauth2/authorize") },
      token: { request async throws(UserPoolError) in
        self.note(.token)
        guard let body = self.script.withLock({ $0.token }) else { throw Self.unexpected(.token) }
        return UserPool.Reply(try await body(request))
      },
      revoke: { _ async throws(UserPoolError) in throw .unavailable("revocation") },
      userInfo: { token async throws(UserPoolError) in
        self.note(.userInfo)
        guard let body = self.script.withLock({ $0.userInfo }) else {
          throw Self.unexpected(.userInfo)
        }
        return UserPool.Reply(try await body(token))
      },
      logoutURL: { _ async throws(UserPoolError) in nil }
    )
  }

  private func initiate(
    _ request: InitiateAuthRequest
  ) async throws(UserPoolError) -> UserPool.Reply<Answer> {
    note(.initiateAuth)
    guard let body = script.withLock({ $0.initiate.first }) else {
      throw Self.unexpected(.initiateAuth)
    }
    return UserPool.Reply(try await body(request))
  }

  private func respond(
    _ request: RespondToAuthChallengeRequest
  ) async throws(UserPoolError) -> UserPool.Reply<Answer> {
    note(.respondToAuthChallenge)
    guard let body = script.withLock({ $0.respond }) else {
      throw Self.unexpected(.respondToAuthChallenge)
    }
    return UserPool.Reply(try await body(request))
  }

  private func refresh(
    _ request: GetTokensFromRefreshTokenRequest
  ) async throws(UserPoolError) -> UserPool.Reply<Answer> {
    note(.getTokensFromRefreshToken)
    guard let body = script.withLock({ $0.refresh }) else {
      throw Self.unexpected(.getTokensFromRefreshToken)
    }
    return UserPool.Reply(try await body(request))
  }

  private func revoke(
    _ request: RevokeTokenRequest
  ) async throws(UserPoolError) -> UserPool.Reply<EmptyAnswer> {
    note(.revokeToken)
    guard let body = script.withLock({ $0.revoke }) else { throw Self.unexpected(.revokeToken) }
    try await body(request)
    return UserPool.Reply(EmptyAnswer())
  }

  private func signOut(
    _ request: GlobalSignOutRequest
  ) async throws(UserPoolError) -> UserPool.Reply<EmptyAnswer> {
    note(.globalSignOut)
    guard let body = script.withLock({ $0.signOut }) else { throw Self.unexpected(.globalSignOut) }
    try await body(request)
    return UserPool.Reply(EmptyAnswer())
  }

  private func user(
    _ request: GetUserRequest
  ) async throws(UserPoolError) -> UserPool.Reply<GetUserAnswer> {
    note(.getUser)
    guard let body = script.withLock({ $0.getUser }) else { throw Self.unexpected(.getUser) }
    return UserPool.Reply(try await body(request))
  }

  private func keys() async throws(UserPoolError) -> UserPool.Reply<[UInt8]> {
    note(.keySet)
    guard let body = script.withLock({ $0.keySet }) else { throw Self.unexpected(.keySet) }
    return UserPool.Reply(try await body())
  }
}
