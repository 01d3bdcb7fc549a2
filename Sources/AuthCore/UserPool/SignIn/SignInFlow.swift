/// One sign-in as a value: each event, from the typed name on, is answered by what to do next.
///
/// It has no socket and no clock; the password stays inside and goes with it.
///
/// After `.ask` it waits for the person's reply, and takes another when the pool refuses the first.
/// It is over after `.finish`, and after an error other than `missingAttribute`.
public struct SignInFlow: Sendable, Unprinted {
  /// What happened since the last action.
  public enum Event: Equatable, Sendable {
    case start
    case answered(AuthenticationAnswer)
    case secretGiven(AssociateSoftwareTokenAnswer)
    case secretVerified(VerifySoftwareTokenAnswer)
    case deviceConfirmed(ConfirmDeviceAnswer)
    /// The pool refused the request or was not reached.
    case failed(UserPoolError)
    /// The device that is stored for the user that was asked for.
    case foundDevice(DeviceMetadata?)
    case droppedDevice
    case reply(SignInReply)
  }

  /// What is to be done next.
  public enum Action: Equatable, Sendable {
    case send(Request)
    /// Look for the device keys that are stored for this user name.
    case findDevice(username: String)
    /// Remove this device's keys from the user name: the pool does not know it any more.
    case dropDevice(DeviceMetadata, username: String)
    case ask(SignInChallenge)
    case finish(SignedInUser)
    /// The pool's error is the person's: the same question may be answered again while it is open.
    case fail(UserPoolError)
  }

  /// What is to be sent.
  public enum Request: Equatable, Sendable {
    case initiate(InitiateAuthRequest)
    case respond(RespondToAuthChallengeRequest)
    case associate(AssociateSoftwareTokenRequest)
    case verify(VerifySoftwareTokenRequest)
    case confirmDevice(ConfirmDeviceRequest)
  }

  let pool: PoolConfiguration
  public let method: Method
  /// The name as typed.
  let loginID: String
  /// The first factor of USER_AUTH that is asked for at once.
  let preferred: SignInFactor?
  var password: Password?
  let srp: SRPClient
  /// Another key pair, for the device's own proof.
  var deviceSRP: SRPClient?
  var random: any RandomNumberGenerator & Sendable
  /// What the pool's answers said since: ChallengeParameters.USERNAME and USER_ID_FOR_SRP.
  var names = PoolNames()
  var step = Step.idle
  /// Stored devices by user name, nil for a name under which there is none.
  var devices: [String: DeviceMetadata?] = [:]

  /// What it waits for.
  enum Step: Sendable {
    case idle
    /// A look for a device, and the pool's answer to go on with; nil at the beginning.
    case seeking(String, AuthenticationAnswer?)
    /// The person, or the pool's word on the person's reply.
    case asking(SignInChallenge, Posed)
    case confirming(AuthenticationResult, DeviceMetadata)
  }

  /// A challenge of the pool that waits for an answer.
  struct Posed: Sendable {
    /// Nil before the pool was asked anything.
    var name: ChallengeName?
    var session: String?
    /// The first factor that waits for the password.
    var factor: SignInFactor?
  }

  /// A flow that has not begun; SRP takes its secret number from the system's generator.
  public init(
    username: String,
    password: Password?,
    method: Method,
    preferred: SignInFactor? = nil,
    pool: PoolConfiguration
  ) {
    var generator = SystemRandomNumberGenerator()
    self.init(
      username: username,
      password: password,
      method: method,
      preferred: preferred,
      pool: pool,
      srp: SRPClient(using: &generator)
    )
  }

  package init(
    username: String,
    password: Password?,
    method: Method,
    preferred: SignInFactor? = nil,
    pool: PoolConfiguration,
    srp: SRPClient,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    loginID = username
    self.password = password
    self.method = method
    self.preferred = preferred
    self.pool = pool
    self.srp = srp
    self.random = random
  }

  /// The next thing to do; `now` is the client's own clock and goes into the SRP proof.
  public mutating func handle(
    _ event: Event,
    at now: NumericDate
  ) throws(SignInError) -> Action {
    switch event {
    case .start: return begin()
    case .answered(let answer):
      step = .idle
      if let result = answer.authenticationResult { return arrived(result) }
      return try challenge(answer, at: now)
    case .secretGiven(let answer): return try setUp(answer)
    case .secretVerified(let answer): return try finishSetup(answer)
    case .deviceConfirmed(let answer):
      guard case .confirming(let result, let device) = step else { throw .nothingAsked }
      let asks = answer.userConfirmationNecessary ?? false
      return finish(result, device: device, offersToRemember: asks)
    case .failed(let error): return failed(error)
    case .foundDevice(let device):
      guard case .seeking(let username, let answer) = step else { throw .nothingAsked }
      devices[username] = .some(device)
      step = .idle
      guard let answer else { return begin() }
      return try challenge(answer, at: now)
    case .droppedDevice:
      step = .idle
      return begin()
    case .reply(let reply): return try take(reply)
    }
  }

  /// The first request, after what it needs: the password, the device.
  mutating func begin() -> Action {
    if password == nil, method.needsPassword || preferred?.usesPassword == true {
      step = .asking(.password, Posed())
      return .ask(.password)
    }
    if method == .password || method == .custom, devices[loginID] == nil {
      step = .seeking(loginID, nil)
      return .findDevice(username: loginID)
    }
    return .send(.initiate(firstRequest))
  }

  private var firstRequest: InitiateAuthRequest {
    var parameters = ["USERNAME": loginID]
    switch method {
    case .srp: parameters["SRP_A"] = srp.publicKey.hex
    case .password: parameters["PASSWORD"] = password?.reveal()
    case .custom: break
    case .customSRP:
      parameters["SRP_A"] = srp.publicKey.hex
      parameters["CHALLENGE_NAME"] = "SRP_A"
    case .userAuth:
      parameters["PREFERRED_CHALLENGE"] = preferred?.rawValue
      if preferred == .password { parameters["PASSWORD"] = password?.reveal() }
      if preferred == .passwordSRP { parameters["SRP_A"] = srp.publicKey.hex }
    }
    if method == .password || method == .custom {
      parameters["DEVICE_KEY"] = device(of: loginID)?.deviceKey
    }
    parameters["SECRET_HASH"] = secretHash(username: loginID)
    return InitiateAuthRequest(
      authFlow: method.authFlow,
      authParameters: parameters,
      clientID: pool.clientID
    )
  }

  func secretHash(username: String) -> String? {
    pool.clientSecret.map {
      SecretHash.text(secret: $0, username: username, clientID: pool.clientID)
    }
  }

  /// The user name that Amplify puts into the storage key, by the way of signing in.
  var storedUsername: String {
    switch method {
    case .srp, .custom, .customSRP: names.username ?? loginID
    case .password: names.username ?? names.userIDForSRP ?? loginID
    case .userAuth: names.provedBySRP ?? loginID
    }
  }

  /// The user name that answers to challenges carry.
  var poolUsername: String { names.username ?? names.userIDForSRP ?? loginID }
}

/// The user's names as the pool's challenges gave them; a later challenge does not unsay one.
struct PoolNames: Sendable {
  var username: String?
  var userIDForSRP: String?
  /// The name that came with PASSWORD_VERIFIER.
  var provedBySRP: String?

  mutating func note(_ parameters: ChallengeParameters) {
    // A device's proof names the device where a user's names the user.
    guard parameters.name != .devicePasswordVerifier else { return }
    username = parameters.values["USERNAME"] ?? username
    userIDForSRP = parameters.values["USER_ID_FOR_SRP"] ?? userIDForSRP
    if parameters.name == .passwordVerifier { provedBySRP = parameters.values["USERNAME"] }
  }
}
