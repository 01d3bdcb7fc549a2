import AuthCore
import Crypto
import FoundationEssentials

extension PoolState {
  mutating func respondToAuthChallenge(
    _ request: RespondToAuthChallengeRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    let client = try client(request.clientID)
    let responses = request.challengeResponses
    let username = try required("USERNAME", responses)
    try checkSecretHash(responses["SECRET_HASH"], client: client, username: username)
    let challenge = try take(request, at: now)
    guard let user = users[challenge.username] else {
      if client.hidesUserExistence { throw .wrongPassword }
      throw .userNotFound
    }
    switch challenge.kind {
    case .passwordVerifier(let server, let clientKey, let secretBlock):
      guard
        try isProof(responses, server.sessionKey(client: clientKey), secretBlock, user.username)
      else { throw .wrongPassword }
      return try passwordProved(by: user, client: client, at: now)
    case .newPassword:
      return try setPassword(responses, of: user, client: client, request.session, at: now)
    }
  }

  /// Finds the challenge and ends it, whatever the answer is worth.
  private mutating func take(
    _ request: RespondToAuthChallengeRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> PendingChallenge {
    let secretBlock = request.challengeResponses["PASSWORD_CLAIM_SECRET_BLOCK"]
    guard
      let index = challenges.firstIndex(where: {
        $0.isMeant(session: request.session, secretBlock: secretBlock)
      }), challenges[index].name == request.challengeName,
      challenges[index].clientID == request.clientID
    else { throw .invalidSession }
    let challenge = challenges[index]
    // A refused new password may be answered again in the same session.
    if challenge.name != .newPasswordRequired { challenges.remove(at: index) }
    guard challenge.expiresAt >= now else { throw .expiredSession }
    return challenge
  }

  private func isProof(
    _ responses: [String: String],
    _ key: SymmetricKey,
    _ secretBlock: String,
    _ username: String
  ) throws(PoolRefusal) -> Bool {
    let timestamp = try required("TIMESTAMP", responses)
    let signature = try required("PASSWORD_CLAIM_SIGNATURE", responses)
    guard try required("PASSWORD_CLAIM_SECRET_BLOCK", responses) == secretBlock,
      let signature = Data(base64Encoded: signature), let block = Data(base64Encoded: secretBlock)
    else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(
      signature,
      authenticating: SRP.message(
        identity: identity(username),
        secretBlock: block,
        timestamp: timestamp
      ),
      using: key
    )
  }

  /// What follows a right password: tokens, or the demand for another one.
  mutating func passwordProved(
    by user: PoolUser,
    client: AppClient,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    guard user.isEnabled else { throw .userDisabled }
    switch user.status {
    case .confirmed:
      return try signIn(user, client: client, at: now)
    case .forceChangePassword:
      let challenge = pose(.newPassword, username: user.username, client: client, at: now)
      let required = configuration.requiredAttributes.map {
        JSONValue.string("userAttributes.\($0)")
      }
      let attributes = user.attributes.sorted { $0.key < $1.key }
        .map { ($0.key, JSONValue.string($0.value)) }
      return AuthenticationAnswer(
        challengeName: .newPasswordRequired,
        challengeParameters: [
          "USER_ID_FOR_SRP": user.username,
          "requiredAttributes": JSONWriter.text(.array(required)),
          "userAttributes": JSONWriter.text(JSONWriter.object(attributes)),
        ],
        session: challenge.session
      )
    }
  }

  private mutating func setPassword(
    _ responses: [String: String],
    of user: PoolUser,
    client: AppClient,
    _ session: String?,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    guard user.isEnabled else { throw .userDisabled }
    let password = try required("NEW_PASSWORD", responses)
    if let violation = configuration.passwordPolicy.violation(password) {
      throw PoolRefusal(
        name: "InvalidPasswordException",
        message: "Password does not conform to policy: \(violation)"
      )
    }
    var user = user
    for (name, value) in responses where name.hasPrefix("userAttributes.") {
      user.attributes[String(name.dropFirst("userAttributes.".count))] = value
    }
    for name in configuration.requiredAttributes where user.attributes[name, default: ""].isEmpty {
      throw .invalidParameter("Invalid user attributes: \(name): Attribute is required")
    }
    user.salt = newSalt()
    user.verifier = identity(user.username).verifier(salt: user.salt, password: password)
    user.status = .confirmed
    users[user.username] = user
    challenges.removeAll { $0.session == session }
    return try signIn(user, client: client, at: now)
  }
}
