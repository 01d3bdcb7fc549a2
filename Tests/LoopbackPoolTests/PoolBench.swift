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
  /// What a client would have stored, by user name.
  var devices: [String: DeviceMetadata] = [:]

  init(
    client: AppClient = AppClient(),
    others: [AppClient] = [],
    users: [UserSeed] = [PoolBench.alice],
    requiredAttributes: [String] = [],
    change: (inout LoopbackPoolConfiguration) -> Void = { _ in }
  ) async throws {
    self.client = client
    var configuration = LoopbackPoolConfiguration(
      clients: [client] + others,
      users: users,
      requiredAttributes: requiredAttributes
    )
    change(&configuration)
    state = PoolState(
      configuration: configuration,
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

  /// A flow of this pool that has not begun.
  func flow(
    _ username: String = "alice",
    password: String? = PoolBench.password,
    method: SignInFlow.Method = .password,
    preferred: SignInFactor? = nil,
    client other: AppClient? = nil
  ) -> SignInFlow {
    let client = other ?? client
    return SignInFlow(
      username: username,
      password: password.map { Password($0) },
      method: method,
      preferred: preferred,
      pool: PoolConfiguration(
        name: "bench",
        endpoint: state.endpoint,
        poolID: String(state.issuer.split(separator: "/").last ?? ""),
        clientID: client.id,
        clientSecret: client.secret
      )
    )
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
    let flow = flow(username, password: password, method: method, client: other)
    return try run(flow, keepsSession: keepsSession) { challenge, _ in
      challenge == .choice(.firstFactor, [.passwordSRP, .password, .emailOTP])
        || challenge == .choice(.firstFactor, [.passwordSRP, .password])
        ? .factor(.passwordSRP) : .newPassword(Password(newPassword), attributes: [:])
    }
  }

  /// Runs a sign-in to its end with somebody's replies; the device keys are the bench's.
  mutating func run(
    _ flow: SignInFlow,
    keepsSession: Bool = true,
    reply: (SignInChallenge, inout PoolBench) throws -> SignInReply
  ) throws -> SignedInUser {
    var flow = flow
    var action = try flow.handle(.start, at: now)
    while true {
      switch action {
      case .send(let request):
        action = try flow.handle(try event(of: request, keepsSession: keepsSession), at: now)
      case .findDevice(let username):
        action = try flow.handle(.foundDevice(devices[username]), at: now)
      case .dropDevice(_, let username):
        devices[username] = nil
        action = try flow.handle(.droppedDevice, at: now)
      case .ask(let challenge):
        action = try flow.handle(.reply(try reply(challenge, &self)), at: now)
      case .fail(.refused(let name, let message, _, _)): throw Refused(name: name, message: message)
      case .fail(let error): throw error
      case .finish(let user):
        if let device = user.device { devices[user.username] = device }
        return user
      }
    }
  }

  /// What a request comes to, a refusal included.
  mutating func event(
    of request: SignInFlow.Request,
    keepsSession: Bool = true
  ) throws -> SignInFlow.Event {
    do {
      switch request {
      case .initiate(let request): return .answered(try call("InitiateAuth", request))
      case .respond(var request):
        if !keepsSession { request.session = nil }
        return .answered(try call("RespondToAuthChallenge", request))
      case .associate(let request):
        return .secretGiven(try call("AssociateSoftwareToken", request))
      case .verify(let request): return .secretVerified(try call("VerifySoftwareToken", request))
      case .confirmDevice(let request):
        return .deviceConfirmed(try call("ConfirmDevice", request))
      }
    } catch let error as Refused {
      return .failed(.refused(name: error.name, message: error.message, status: 400))
    }
  }

  /// The code that was sent last.
  mutating func lastCode() throws -> Password {
    guard let message = state.takeMessages().last else { throw Refused(name: "", message: "") }
    return Password(message.code)
  }

  mutating func refresh(
    _ token: String?,
    client other: AppClient? = nil,
    deviceKey: String? = nil
  ) throws -> AuthenticationResult {
    let client = other ?? client
    let answer: AuthenticationAnswer = try call(
      "GetTokensFromRefreshToken",
      GetTokensFromRefreshTokenRequest(
        refreshToken: token ?? "",
        clientID: client.id,
        clientSecret: client.secret?.reveal(),
        deviceKey: deviceKey
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
