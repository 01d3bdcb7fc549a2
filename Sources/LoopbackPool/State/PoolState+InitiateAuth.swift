import AuthCore

extension PoolState {
  mutating func initiateAuth(
    _ request: InitiateAuthRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    let client = try client(request.clientID)
    let parameters = request.authParameters
    switch request.authFlow {
    case .refreshTokenAuth, AuthFlow(rawValue: "REFRESH_TOKEN"):
      let token = try required("REFRESH_TOKEN", parameters)
      let proof = (hash: parameters["SECRET_HASH"], deviceKey: parameters["DEVICE_KEY"])
      return try refresh(token, proof, client: client, at: now)
    case .userSRPAuth, .userPasswordAuth, .userAuth, .customAuth:
      guard client.flows.contains(request.authFlow) else { throw notEnabled(request.authFlow) }
      let typed = try required("USERNAME", parameters)
      try checkSecretHash(parameters["SECRET_HASH"], client: client, username: typed)
      let user = user(typed)
      if user == nil, !client.hidesUserExistence { throw .userNotFound }
      let context = SignInContext(
        username: user?.username ?? typed,
        client: client,
        deviceKey: parameters["DEVICE_KEY"],
        isCustom: request.authFlow == .customAuth
      )
      return try begin(request.authFlow, parameters, user, context, at: now)
    default:
      throw notEnabled(request.authFlow)
    }
  }

  private mutating func begin(
    _ flow: AuthFlow,
    _ parameters: [String: String],
    _ user: PoolUser?,
    _ context: SignInContext,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    switch flow {
    case .userSRPAuth:
      return try offerProof(try required("SRP_A", parameters), user, context, at: now)
    case .userPasswordAuth:
      return try password(try required("PASSWORD", parameters), of: user, context, at: now)
    case .customAuth:
      if parameters["CHALLENGE_NAME"] == "SRP_A" {
        return try offerProof(try required("SRP_A", parameters), user, context, at: now)
      }
      return poseRiddle(of: user, context, at: now)
    default:
      return try choose(parameters["PREFERRED_CHALLENGE"], parameters, user, context, at: now)
    }
  }

  /// A first factor of USER_AUTH, preferred or chosen; one that the user lacks, or whose proof is
  /// not there yet, leads to the choice.
  mutating func choose(
    _ factor: String?,
    _ parameters: [String: String],
    _ user: PoolUser?,
    _ context: SignInContext,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    // An unknown user has the factors that everyone has.
    let available = user?.firstFactors ?? ["PASSWORD_SRP", "PASSWORD"]
    switch factor {
    case "PASSWORD"? where parameters["PASSWORD"] != nil:
      return try password(try required("PASSWORD", parameters), of: user, context, at: now)
    case "PASSWORD_SRP"? where parameters["SRP_A"] != nil:
      return try offerProof(try required("SRP_A", parameters), user, context, at: now)
    case "EMAIL_OTP"? where available.contains("EMAIL_OTP"):
      return sendCode(.emailOTP, to: user, digits: 8, context, at: now)
    case "SMS_OTP"? where available.contains("SMS_OTP"):
      return sendCode(.smsOTP, to: user, digits: 8, context, at: now)
    default:
      let challenge = pose(.selectChallenge, context, at: now)
      return AuthenticationAnswer(
        challengeName: .selectChallenge,
        challengeParameters: [:],
        session: challenge.session,
        availableChallenges: available
      )
    }
  }

  /// A user by name, or by a verified email address (AliasAttributes).
  func user(_ typed: String) -> PoolUser? {
    users[typed]
      ?? users.values.first {
        $0.attributes["email"] == typed && $0.attributes["email_verified"] == "true"
      }
  }

  func required(
    _ name: String,
    _ parameters: [String: String]
  ) throws(PoolRefusal) -> String {
    guard let value = parameters[name], !value.isEmpty else {
      throw .invalidParameter("Missing required parameter \(name)")
    }
    return value
  }

  func notEnabled(_ flow: AuthFlow) -> PoolRefusal {
    .invalidParameter("\(flow.rawValue) flow not enabled for this client")
  }

  mutating func pose(
    _ kind: PendingChallenge.Kind,
    _ context: SignInContext,
    at now: NumericDate
  ) -> PendingChallenge {
    challenges.removeAll { $0.expiresAt < now }
    if challenges.count >= PendingChallenge.limit { challenges.removeFirst() }
    let challenge = PendingChallenge(
      session: RandomText.base64(384, using: &random),
      kind: kind,
      context: context,
      expiresAt: now.advanced(byMilliseconds: configuration.challengeLifetime * 1000)
    )
    challenges.append(challenge)
    return challenge
  }
}
