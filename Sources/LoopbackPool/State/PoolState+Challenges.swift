import AuthCore

extension PoolState {
  mutating func respondToAuthChallenge(
    _ request: RespondToAuthChallengeRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    let client = try client(request.clientID)
    let responses = request.challengeResponses
    let username = try required("USERNAME", responses)
    try checkSecretHash(responses["SECRET_HASH"], client: client, username: username)
    var challenge = try take(request, of: username, at: now)
    if let key = responses["DEVICE_KEY"] { challenge.context.deviceKey = key }
    let user = users[challenge.context.username]
    if case .selectChallenge = challenge.kind {
      let factor = try required("ANSWER", responses)
      return try choose(factor, responses, user, challenge.context, at: now)
    }
    guard let user else {
      if case .custom = challenge.kind {
        return try answerRiddle(try required("ANSWER", responses), nil, challenge, at: now)
      }
      if client.hidesUserExistence { throw .wrongPassword }
      throw .userNotFound
    }
    return try answer(challenge, responses, of: user, at: now)
  }

  private mutating func answer(
    _ challenge: PendingChallenge,
    _ responses: [String: String],
    of user: PoolUser,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    let context = challenge.context
    switch challenge.kind {
    case .passwordVerifier(let server, let clientKey, let secretBlock):
      let key = server.sessionKey(client: clientKey)
      guard try isProof(responses, key, secretBlock, identity(user.username)) else {
        throw .wrongPassword
      }
      return try passwordProved(by: user, context, at: now)
    case .newPassword: return try setPassword(responses, of: user, challenge, at: now)
    case .selectChallenge: throw .invalidSession
    case .code(let name, let code, let expiresAt):
      let received = try required("\(name.rawValue)_CODE", responses)
      guard now <= expiresAt else { throw .expiredCode }
      guard let code, received == code else { throw wrongCode(challenge, .wrongCode) }
      return try factorProved(by: user, challenge, at: now)
    case .softwareToken:
      try useCode(try required("SOFTWARE_TOKEN_MFA_CODE", responses), of: user, challenge, at: now)
      return try factorProved(by: user, challenge, at: now)
    case .selectMFA(let types):
      guard let type = MFAType(rawValue: try required("ANSWER", responses)), types.contains(type)
      else { throw .invalidParameter("The MFA type is not one of those that can be chosen") }
      return pose(type, of: user, context, at: now)
    case .mfaSetup: return try finishSetup(responses, of: user, challenge, at: now)
    case .custom:
      return try answerRiddle(try required("ANSWER", responses), user, challenge, at: now)
    case .deviceSRP: return try offerDeviceProof(responses, context, at: now)
    case .devicePasswordVerifier(let server, let clientKey, let secretBlock):
      let key = server.sessionKey(client: clientKey)
      let device = try device(context.deviceKey, of: user)
      let identity = SRPIdentity(poolName: device.groupKey, userID: device.key)
      guard try isProof(responses, key, secretBlock, identity) else { throw .wrongPassword }
      return try signIn(user, context, at: now)
    }
  }

  /// Finds the challenge that an answer means; most are ended by it, whatever the answer is worth.
  ///
  /// The user may be named by an alias, and must be the one whose sign-in it is.
  private mutating func take(
    _ request: RespondToAuthChallengeRequest,
    of username: String,
    at now: NumericDate
  ) throws(PoolRefusal) -> PendingChallenge {
    guard
      // The newest, where a client left an older one unanswered.
      let index = challenges.lastIndex(where: {
        $0.isMeant(session: request.session, request.challengeResponses)
      }), challenges[index].name == request.challengeName,
      challenges[index].context.client.id == request.clientID,
      challenges[index].context.username == user(username)?.username ?? username
    else { throw .invalidSession }
    let challenge = challenges[index]
    if !challenge.isRepeatable { challenges.remove(at: index) }
    guard challenge.expiresAt >= now else { throw .expiredSession }
    return challenge
  }

  /// Counts a wrong code; too many end the challenge.
  mutating func wrongCode(_ challenge: PendingChallenge, _ refusal: PoolRefusal) -> PoolRefusal {
    guard let index = challenges.firstIndex(where: { $0.session == challenge.session }) else {
      return .invalidSession
    }
    challenges[index].wrongCodes += 1
    if challenges[index].wrongCodes >= PendingChallenge.tries { challenges.remove(at: index) }
    return refusal
  }

  /// Ends a challenge that was answered and gives the tokens.
  private mutating func factorProved(
    by user: PoolUser,
    _ challenge: PendingChallenge,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    challenges.removeAll { $0.session == challenge.session }
    var (user, context) = (user, challenge.context)
    if let address = context.newAddress {
      context.newAddress = nil
      user.attributes["email"] = address
      user.attributes["email_verified"] = "true"
      user.mfa = [.email]
      users[user.username] = user
    }
    return try signIn(user, context, at: now)
  }
}
