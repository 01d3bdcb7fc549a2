/// One sign-in as a value: each event, from the typed password on, is answered by what to do next.
///
/// It has no socket and no clock; the password stays inside and goes with it.
///
/// After `.ask` it waits for the person's answer, and takes another when the pool refuses the first.
/// It is over after `.finish`, and after an error other than `missingAttribute`.
public struct SignInFlow: Sendable, Unprinted {
  /// How the password is proved.
  public enum Method: String, Sendable, CaseIterable {
    /// USER_SRP_AUTH: the password does not leave the machine.
    case srp
    /// USER_PASSWORD_AUTH: the password is sent.
    case password
  }

  /// What happened since the last action.
  public enum Event: Equatable, Sendable {
    case start
    case answered(AuthenticationAnswer)
    /// The answer to `SignInChallenge.newPassword`, with values for the required attributes by
    /// their names.
    case newPassword(Password, attributes: [String: String])
  }

  /// What is to be done next.
  public enum Action: Equatable, Sendable {
    case send(Request)
    case ask(SignInChallenge)
    case finish(SignedInUser)
  }

  /// What is to be sent.
  public enum Request: Equatable, Sendable {
    case initiate(InitiateAuthRequest)
    case respond(RespondToAuthChallengeRequest)
  }

  let pool: PoolConfiguration
  let method: Method
  /// The name as typed.
  let loginID: String
  private let password: Password
  private let srp: SRPClient
  /// What the pool's answers said since: ChallengeParameters.USERNAME and USER_ID_FOR_SRP.
  private var names = PoolNames()
  /// The challenge that waits for the person, and the session to answer it in; it stays until the
  /// pool answers, so that a password it refuses as too weak can be followed by another.
  private var pending: (challenge: SignInChallenge, session: String?)?

  /// A flow that has not begun; SRP takes its secret number from the system's generator.
  public init(username: String, password: Password, method: Method, pool: PoolConfiguration) {
    var generator = SystemRandomNumberGenerator()
    self.init(
      username: username,
      password: password,
      method: method,
      pool: pool,
      srp: SRPClient(using: &generator)
    )
  }

  package init(
    username: String,
    password: Password,
    method: Method,
    pool: PoolConfiguration,
    srp: SRPClient
  ) {
    loginID = username
    self.password = password
    self.method = method
    self.pool = pool
    self.srp = srp
  }

  /// The next thing to do; `now` is the client's own clock and goes into the SRP proof.
  public mutating func handle(
    _ event: Event,
    at now: NumericDate
  ) throws(SignInError) -> Action {
    switch event {
    case .start:
      return .send(.initiate(start()))
    case .answered(let answer):
      pending = nil
      if let result = answer.authenticationResult {
        return .finish(SignedInUser(result: result, username: storedUsername, loginID: loginID))
      }
      return try challenge(answer, at: now)
    case .newPassword(let password, let attributes):
      return .send(.respond(try newPassword(password, attributes)))
    }
  }

  private func start() -> InitiateAuthRequest {
    var parameters = ["USERNAME": loginID]
    switch method {
    case .srp: parameters["SRP_A"] = srp.publicKey.hex
    case .password: parameters["PASSWORD"] = password.reveal()
    }
    parameters["SECRET_HASH"] = secretHash(username: loginID)
    return InitiateAuthRequest(
      authFlow: method == .srp ? .userSRPAuth : .userPasswordAuth,
      authParameters: parameters,
      clientID: pool.clientID
    )
  }

  /// One switch over the challenges that are understood; the place for codes and devices.
  private mutating func challenge(
    _ answer: AuthenticationAnswer,
    at now: NumericDate
  ) throws(SignInError) -> Action {
    guard let name = answer.challengeName else { throw .emptyAnswer }
    let parameters = ChallengeParameters(name: name, values: answer.challengeParameters ?? [:])
    names.note(parameters)
    switch name {
    case .passwordVerifier where method == .srp:
      return .send(.respond(try proof(parameters, session: answer.session, at: now)))
    case .newPasswordRequired:
      let challenge = SignInChallenge.newPassword(
        requiredAttributes: try parameters.requiredAttributes(),
        attributes: try parameters.userAttributes()
      )
      pending = (challenge, answer.session)
      return .ask(challenge)
    default:
      throw .unsupportedChallenge(name)
    }
  }

  private func proof(
    _ parameters: ChallengeParameters,
    session: String?,
    at now: NumericDate
  ) throws(SignInError) -> RespondToAuthChallengeRequest {
    let claim = try PasswordClaim(
      parameters,
      srp: srp,
      password: password,
      poolName: pool.shortPoolName,
      at: now
    )
    return response(.passwordVerifier, claim.responses, session: session)
  }

  private func newPassword(
    _ password: Password,
    _ attributes: [String: String]
  ) throws(SignInError) -> RespondToAuthChallengeRequest {
    guard case .newPassword(let required, _)? = pending?.challenge else { throw .nothingAsked }
    if let missing = required.first(where: { attributes[$0, default: ""].isEmpty }) {
      throw .missingAttribute(missing)
    }
    var responses = ["NEW_PASSWORD": password.reveal()]
    for (name, value) in attributes { responses["userAttributes.\(name)"] = value }
    return response(.newPasswordRequired, responses, session: pending?.session)
  }

  private func response(
    _ challenge: ChallengeName,
    _ responses: [String: String],
    session: String?
  ) -> RespondToAuthChallengeRequest {
    let username = names.username ?? names.userIDForSRP ?? loginID
    var responses = responses
    responses["USERNAME"] = username
    responses["SECRET_HASH"] = secretHash(username: username)
    return RespondToAuthChallengeRequest(
      challengeName: challenge,
      challengeResponses: responses,
      clientID: pool.clientID,
      session: session
    )
  }

  private func secretHash(username: String) -> String? {
    pool.clientSecret.map {
      SecretHash.text(secret: $0, username: username, clientID: pool.clientID)
    }
  }

  /// The user name that Amplify puts into the storage key, by the way of signing in.
  private var storedUsername: String {
    switch method {
    case .srp: names.username ?? loginID
    case .password: names.username ?? names.userIDForSRP ?? loginID
    }
  }
}

/// The user's names as the pool's challenges gave them; a later challenge does not unsay one.
private struct PoolNames: Sendable {
  var username: String?
  var userIDForSRP: String?

  mutating func note(_ parameters: ChallengeParameters) {
    username = parameters.values["USERNAME"] ?? username
    userIDForSRP = parameters.values["USER_ID_FOR_SRP"] ?? userIDForSRP
  }
}
