extension SignInFlow {
  /// One switch over the challenges that are understood.
  mutating func challenge(
    _ answer: AuthenticationAnswer,
    at now: NumericDate
  ) throws(SignInError) -> Action {
    guard let name = answer.challengeName else { throw .emptyAnswer }
    let parameters = ChallengeParameters(name: name, values: answer.challengeParameters ?? [:])
    names.note(parameters)
    if Self.namesDevice.contains(name), devices[poolUsername] == nil {
      step = .seeking(poolUsername, answer)
      return .findDevice(username: poolUsername)
    }
    let posed = Posed(name: name, session: answer.session)
    switch name {
    case .passwordVerifier: return .send(.respond(try proof(parameters, posed, at: now)))
    case .deviceSRPAuth: return .send(.respond(try deviceKey(posed)))
    case .devicePasswordVerifier:
      return .send(.respond(try deviceProof(parameters, posed, at: now)))
    case .newPasswordRequired: return ask(try parameters.newPassword(), posed)
    case .selectChallenge:
      let offered = (answer.availableChallenges ?? []).map(SignInFactor.init(rawValue:))
      return ask(try choice(.firstFactor, offered, SignInFactor.first), posed)
    case .password, .passwordSRP:
      return chooseFirst(SignInFactor(rawValue: name.rawValue), posed)
    case .smsMFA, .smsOTP, .emailOTP, .softwareTokenMFA:
      return ask(.code(SignInFactor(rawValue: name.rawValue), parameters.delivery), posed)
    case .selectMFAType:
      let offered = try parameters.factors("MFAS_CAN_CHOOSE") ?? []
      return ask(try choice(.secondFactor, offered, SignInFactor.second), posed)
    case .mfaSetup: return try setup(parameters, posed)
    case .customChallenge:
      return ask(.custom(parameters.values.filter { $0.key != "USERNAME" }), posed)
    default: throw .unsupportedChallenge(name)
    }
  }

  /// Challenges whose answer carries DEVICE_KEY.
  private static let namesDevice: Set<ChallengeName> = [
    .passwordVerifier, .smsMFA, .smsOTP, .emailOTP, .softwareTokenMFA, .customChallenge,
    .deviceSRPAuth, .devicePasswordVerifier,
  ]

  mutating func ask(_ challenge: SignInChallenge, _ posed: Posed) -> Action {
    step = .asking(challenge, posed)
    return .ask(challenge)
  }

  private func choice(
    _ choice: SignInChallenge.Choice,
    _ offered: [SignInFactor],
    _ understood: [SignInFactor]
  ) throws(SignInError) -> SignInChallenge {
    let factors = offered.filter(understood.contains)
    guard !factors.isEmpty else { throw .noFactor(offered: offered.map(\.rawValue)) }
    return .choice(choice, factors)
  }

  /// Begins to set up the one second factor that can be, or asks which.
  private mutating func setup(
    _ parameters: ChallengeParameters,
    _ posed: Posed
  ) throws(SignInError) -> Action {
    let offered = try parameters.factors("MFAS_CAN_SETUP") ?? [.softwareToken]
    let choice = try choice(.setup, offered, SignInFactor.settable)
    guard case .choice(_, let factors) = choice, factors.count == 1 else {
      return ask(choice, posed)
    }
    return setUp(factors[0], posed)
  }

  mutating func setUp(_ factor: SignInFactor, _ posed: Posed) -> Action {
    if factor == .emailOTP { return ask(.emailSetup, posed) }
    return .send(.associate(AssociateSoftwareTokenRequest(session: posed.session)))
  }

  /// Shows the new authenticator's secret.
  mutating func setUp(_ answer: AssociateSoftwareTokenAnswer) throws(SignInError) -> Action {
    guard let secret = answer.secretCode, !secret.isEmpty else {
      throw .missingParameter(challenge: .mfaSetup, parameter: "SecretCode")
    }
    let setup = SoftwareTokenSetup(secret: secret, username: poolUsername, issuer: pool.poolID)
    return ask(.softwareTokenSetup(setup), Posed(name: .mfaSetup, session: answer.session))
  }

  /// Goes on after the authenticator's first code was right.
  mutating func finishSetup(_ answer: VerifySoftwareTokenAnswer) throws(SignInError) -> Action {
    guard case .asking(.softwareTokenSetup, let posed) = step else { throw .nothingAsked }
    guard answer.status == "SUCCESS" else {
      throw .badParameter(challenge: .mfaSetup, parameter: "Status")
    }
    let session = answer.session ?? posed.session
    return .send(.respond(response(Posed(name: .mfaSetup, session: session), [:])))
  }

  private func proof(
    _ parameters: ChallengeParameters,
    _ posed: Posed,
    at now: NumericDate
  ) throws(SignInError) -> RespondToAuthChallengeRequest {
    // A pool that was sent the password, or was not asked for SRP, has no proof to ask for.
    guard method != .password, method != .custom, let password else {
      throw .unsupportedChallenge(.passwordVerifier)
    }
    // Always the pool's own id of the user, which may differ from what was typed.
    let identity = SRPIdentity(
      poolName: pool.shortPoolName,
      userID: try parameters.text("USER_ID_FOR_SRP")
    )
    let claim = try PasswordClaim(
      parameters,
      srp: srp,
      identity: identity,
      password: password.reveal(),
      at: now
    )
    return response(posed, claim.responses, namesDevice: true)
  }

  /// The answer to a challenge in its session.
  func response(
    _ posed: Posed,
    _ responses: [String: String],
    namesDevice: Bool = false
  ) -> RespondToAuthChallengeRequest {
    var responses = responses
    responses["USERNAME"] = poolUsername
    responses["SECRET_HASH"] = secretHash(username: poolUsername)
    if namesDevice { responses["DEVICE_KEY"] = device(of: poolUsername)?.deviceKey }
    return RespondToAuthChallengeRequest(
      challengeName: posed.name ?? .selectChallenge,
      challengeResponses: responses,
      clientID: pool.clientID,
      session: posed.session
    )
  }
}
