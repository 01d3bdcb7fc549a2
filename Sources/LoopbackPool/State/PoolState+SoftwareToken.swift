import AuthCore

extension PoolState {
  /// Checks an authenticator's code and takes it, once.
  mutating func useCode(
    _ code: String,
    of user: PoolUser,
    _ challenge: PendingChallenge,
    at now: NumericDate
  ) throws(PoolRefusal) {
    guard let step = user.authenticator?.step(of: code, at: now) else {
      throw wrongCode(challenge, .wrongAuthenticatorCode)
    }
    guard step > user.lastStep ?? .min else { throw wrongCode(challenge, .usedCode) }
    users[user.username]?.lastStep = step
  }

  mutating func poseSetup(
    of user: PoolUser,
    _ context: SignInContext,
    at now: NumericDate
  ) -> AuthenticationAnswer {
    let challenge = pose(.mfaSetup(user.mfaSetup, nil, isVerified: false), context, at: now)
    return AuthenticationAnswer(
      challengeName: .mfaSetup,
      challengeParameters: [
        "MFAS_CAN_SETUP": Self.names(user.mfaSetup), "USER_ID_FOR_SRP": user.username,
      ],
      session: challenge.session
    )
  }

  /// A new secret, for a sign-in that sets a factor up or for a user who is signed in.
  mutating func associateSoftwareToken(
    _ request: AssociateSoftwareTokenRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> AssociateSoftwareTokenAnswer {
    let authenticator = Authenticator(secret: RandomText.bytes(32, using: &random))
    if let accessToken = request.accessToken {
      let user = try bearer(of: accessToken, at: now)
      users[user.username]?.newAuthenticator = authenticator
      return AssociateSoftwareTokenAnswer(secretCode: authenticator.base32)
    }
    let (challenge, types, _) = try setup(request.session, at: now)
    challenges.removeAll { $0.session == challenge.session }
    let next = pose(
      .mfaSetup(types, authenticator, isVerified: false),
      challenge.context,
      at: now
    )
    if let user = users[challenge.context.username] { show(authenticator, of: user, at: now) }
    return AssociateSoftwareTokenAnswer(secretCode: authenticator.base32, session: next.session)
  }

  mutating func verifySoftwareToken(
    _ request: VerifySoftwareTokenRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> VerifySoftwareTokenAnswer {
    if let accessToken = request.accessToken {
      let user = try bearer(of: accessToken, at: now)
      guard let step = user.newAuthenticator?.step(of: request.userCode, at: now) else {
        throw .setupMismatch
      }
      users[user.username]?.authenticator = user.newAuthenticator
      users[user.username]?.newAuthenticator = nil
      users[user.username]?.lastStep = step
      return VerifySoftwareTokenAnswer(status: "SUCCESS")
    }
    let (challenge, types, authenticator) = try setup(request.session, at: now)
    guard let authenticator, let step = authenticator.step(of: request.userCode, at: now) else {
      throw wrongCode(challenge, .setupMismatch)
    }
    challenges.removeAll { $0.session == challenge.session }
    users[challenge.context.username]?.lastStep = step
    let next = pose(.mfaSetup(types, authenticator, isVerified: true), challenge.context, at: now)
    return VerifySoftwareTokenAnswer(status: "SUCCESS", session: next.session)
  }

  private func setup(
    _ session: String?,
    at now: NumericDate
  ) throws(PoolRefusal) -> (PendingChallenge, [MFAType], Authenticator?) {
    guard let challenge = challenges.first(where: { $0.session == session }),
      case .mfaSetup(let types, let authenticator, _) = challenge.kind
    else { throw .invalidSession }
    guard challenge.expiresAt >= now else { throw .expiredSession }
    return (challenge, types, authenticator)
  }

  /// The answer to MFA_SETUP: the authenticator that was verified, or an address for codes, whose
  /// first code sets it up.
  mutating func finishSetup(
    _ responses: [String: String],
    of user: PoolUser,
    _ challenge: PendingChallenge,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    guard case .mfaSetup(let types, let authenticator, let isVerified) = challenge.kind else {
      throw .invalidSession
    }
    guard user.isEnabled else { throw .userDisabled }
    if let address = responses["EMAIL"], types.contains(.email) {
      guard address.contains("@") else { throw .invalidParameter("Invalid email address format.") }
      challenges.removeAll { $0.session == challenge.session }
      var context = challenge.context
      context.newAddress = address
      return sendCode(.emailOTP, to: user, digits: 6, context, at: now)
    }
    guard isVerified else { throw .notVerified }
    var user = user
    user.authenticator = authenticator
    user.mfa = [.softwareToken]
    users[user.username] = user
    challenges.removeAll { $0.session == challenge.session }
    return try signIn(user, challenge.context, at: now)
  }

  /// Tells what the user's authenticator app shows, where the pool is a demonstration.
  mutating func show(_ authenticator: Authenticator, of user: PoolUser, at now: NumericDate) {
    guard configuration.showsAuthenticators else { return }
    let used = user.authenticator == authenticator ? user.lastStep : nil
    let step = max(Authenticator.step(now), (used ?? .min / 2) + 1)
    let code = authenticator.code(step: step)
    send(.authenticator, to: user.username, of: user.username, code, at: now)
  }
}
