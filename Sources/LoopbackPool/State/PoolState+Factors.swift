import AuthCore

extension PoolState {
  /// What follows a right password: a new one, the custom challenge, the device's proof, a second
  /// factor, or the tokens.
  mutating func passwordProved(
    by user: PoolUser,
    _ context: SignInContext,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    guard user.isEnabled else { throw .userDisabled }
    if user.status == .forceChangePassword {
      return demandNewPassword(of: user, in: pose(.newPassword, context, at: now))
    }
    if context.isCustom { return poseRiddle(of: user, context, at: now) }
    if context.deviceKey != nil, try device(context.deviceKey, of: user).isRemembered {
      // A remembered device stands in for the second factor (ChallengeRequiredOnNewDevice).
      let challenge = pose(.deviceSRP, context, at: now)
      return AuthenticationAnswer(
        challengeName: .deviceSRPAuth,
        challengeParameters: ["USERNAME": user.username],
        session: challenge.session
      )
    }
    return try askSecondFactor(of: user, context, at: now)
  }

  private mutating func askSecondFactor(
    of user: PoolUser,
    _ context: SignInContext,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    switch (user.mfa.count, user.mfaSetup.isEmpty) {
    case (0, true): return try signIn(user, context, at: now)
    case (0, false): return poseSetup(of: user, context, at: now)
    case (1, _): return pose(user.mfa[0], of: user, context, at: now)
    default:
      if let type = user.preferredMFA, user.mfa.contains(type) {
        return pose(type, of: user, context, at: now)
      }
      let challenge = pose(.selectMFA(user.mfa), context, at: now)
      return AuthenticationAnswer(
        challengeName: .selectMFAType,
        challengeParameters: ["MFAS_CAN_CHOOSE": Self.names(user.mfa)],
        session: challenge.session
      )
    }
  }

  /// The names as JSON text of an array.
  static func names(_ types: [MFAType]) -> String {
    JSONWriter.text(.array(types.map { .string($0.rawValue) }))
  }

  mutating func pose(
    _ type: MFAType,
    of user: PoolUser,
    _ context: SignInContext,
    at now: NumericDate
  ) -> AuthenticationAnswer {
    switch type {
    case .email: return sendCode(.emailOTP, to: user, digits: 6, context, at: now)
    case .sms: return sendCode(.smsMFA, to: user, digits: 6, context, at: now)
    case .softwareToken:
      if let authenticator = user.authenticator { show(authenticator, of: user, at: now) }
      let challenge = pose(.softwareToken, context, at: now)
      return AuthenticationAnswer(
        challengeName: .softwareTokenMFA,
        challengeParameters: ["USER_ID_FOR_SRP": user.username],
        session: challenge.session
      )
    }
  }

  /// Puts a code into the outbox and asks for it; a user that there is not is asked for a code
  /// that nobody has.
  mutating func sendCode(
    _ name: ChallengeName,
    to user: PoolUser?,
    digits: Int,
    _ context: SignInContext,
    at now: NumericDate
  ) -> AuthenticationAnswer {
    let medium: PoolMessage.Medium = name == .emailOTP ? .email : .sms
    let own = user?.attributes[medium == .email ? "email" : "phone_number"]
    let address = context.newAddress ?? own ?? ""
    let code = RandomText.digits(digits, using: &random)
    send(medium, to: address, of: context.username, code, at: now)
    let challenge = pose(
      .code(
        name,
        code: user == nil ? nil : code,
        expiresAt: now.advanced(byMilliseconds: configuration.codeLifetime * 1000)
      ),
      context,
      at: now
    )
    return AuthenticationAnswer(
      challengeName: name,
      challengeParameters: [
        "CODE_DELIVERY_MEDIUM": medium.rawValue,
        "CODE_DELIVERY_DESTINATION": PoolMessage.masked(address),
      ],
      session: challenge.session
    )
  }

  mutating func send(
    _ medium: PoolMessage.Medium,
    to destination: String,
    of username: String,
    _ code: String,
    at now: NumericDate
  ) {
    let message = PoolMessage(
      medium: medium,
      username: username,
      destination: destination,
      code: code,
      sentAt: now
    )
    outbox.append(message)
    unread.append(message)
    if outbox.count > Self.outboxLimit { outbox.removeFirst() }
  }
}
