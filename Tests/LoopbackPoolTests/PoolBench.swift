import AuthCore
import Crypto
import Foundation
import LoopbackPool

/// A pool's state with the wire types around it, so that a test speaks to it as a client would.
struct PoolBench {
  static let keys = Task { try await SigningKeys.generate() }
  static let password = "Correct-horse-1"

  var state: PoolState
  var now = NumericDate(seconds: 1_772_510_706)
  let client: AppClient

  init(
    client: AppClient = AppClient(),
    others: [AppClient] = [],
    users: [UserSeed] = [PoolBench.alice],
    requiredAttributes: [String] = []
  ) async throws {
    self.client = client
    state = PoolState(
      configuration: LoopbackPoolConfiguration(
        clients: [client] + others,
        users: users,
        requiredAttributes: requiredAttributes
      ),
      endpoint: "http://127.0.0.1:9",
      keys: try await Self.keys.value
    )
  }

  static let alice = UserSeed(
    username: "alice",
    password: password,
    groups: ["ADMINS", "EDITORS"],
    attributes: ["email": "alice@example.com", "email_verified": "true", "custom:team": "a\"b"]
  )

  struct Refused: Error, Equatable {
    let name: String
    let message: String
  }

  mutating func call<Answer: Decodable>(_ operation: String, _ request: some Encodable) throws
    -> Answer
  {
    let answer = state.answer(
      PoolRequest(
        method: "POST",
        path: "/",
        target: "AWSCognitoIdentityProviderService.\(operation)",
        body: Array(try JSONEncoder().encode(request))
      ),
      at: now
    )
    guard answer.status == 200 else {
      let body = try JSONDecoder().decode([String: String].self, from: Data(answer.body))
      throw Refused(name: body["__type"] ?? "", message: body["message"] ?? "")
    }
    let body = answer.body.isEmpty ? Data("{}".utf8) : Data(answer.body)
    return try JSONDecoder().decode(Answer.self, from: body)
  }

  /// Runs a sign-in to its end; a demand for a new password is answered with one.
  mutating func signIn(
    _ username: String = "alice",
    password: String = PoolBench.password,
    method: SignInFlow.Method = .password,
    client other: AppClient? = nil,
    newPassword: String = "New-password-2",
    keepsSession: Bool = true
  ) throws -> SignedInUser {
    let client = other ?? client
    var flow = SignInFlow(
      username: username,
      password: Password(password),
      method: method,
      pool: PoolConfiguration(
        name: "bench",
        endpoint: state.endpoint,
        poolID: String(state.issuer.split(separator: "/").last ?? ""),
        clientID: client.id,
        clientSecret: client.secret
      )
    )
    var action = try flow.handle(.start, at: now)
    while true {
      switch action {
      case .send(.initiate(let request)):
        action = try flow.handle(.answered(call("InitiateAuth", request)), at: now)
      case .send(.respond(var request)):
        if !keepsSession { request.session = nil }
        action = try flow.handle(.answered(call("RespondToAuthChallenge", request)), at: now)
      case .ask(.newPassword):
        action = try flow.handle(.newPassword(Password(newPassword), attributes: [:]), at: now)
      case .finish(let user): return user
      }
    }
  }

  mutating func refresh(
    _ token: String?,
    client other: AppClient? = nil
  ) throws -> AuthenticationResult {
    let client = other ?? client
    let answer: AuthenticationAnswer = try call(
      "GetTokensFromRefreshToken",
      GetTokensFromRefreshTokenRequest(
        refreshToken: token ?? "",
        clientID: client.id,
        clientSecret: client.secret?.reveal()
      )
    )
    guard let result = answer.authenticationResult else { throw Refused(name: "", message: "") }
    return result
  }

  mutating func initiate(_ flow: String, _ parameters: [String: String]) throws
    -> AuthenticationAnswer
  {
    try call(
      "InitiateAuth",
      InitiateAuthRequest(
        authFlow: AuthFlow(rawValue: flow),
        authParameters: parameters,
        clientID: client.id
      )
    )
  }

  mutating func getUser(_ accessToken: String?) throws -> GetUserAnswer {
    try call("GetUser", GetUserRequest(accessToken: accessToken ?? ""))
  }

  mutating func revoke(_ token: String?, client other: AppClient? = nil) throws {
    let client = other ?? client
    let _: EmptyAnswer = try call(
      "RevokeToken",
      RevokeTokenRequest(
        token: token ?? "",
        clientID: client.id,
        clientSecret: client.secret?.reveal()
      )
    )
  }

  mutating func signOutEverywhere(_ accessToken: String?) throws {
    let _: EmptyAnswer = try call(
      "GlobalSignOut",
      GlobalSignOutRequest(accessToken: accessToken ?? "")
    )
  }

  mutating func advance(seconds: Int64) {
    now = now.advanced(byMilliseconds: seconds * 1000)
  }

  func claims(_ token: String?) throws -> Claims { try CompactToken(token ?? "").claims }
}

func notAuthorized(_ message: String) -> PoolBench.Refused {
  PoolBench.Refused(name: "NotAuthorizedException", message: message)
}
