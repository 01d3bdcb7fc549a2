import AuthCore
import Crypto

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
      return try refresh(token, hash: parameters["SECRET_HASH"], client: client, at: now)
    case .userSRPAuth, .userPasswordAuth:
      guard client.flows.contains(request.authFlow) else { throw notEnabled(request.authFlow) }
      let typed = try required("USERNAME", parameters)
      try checkSecretHash(parameters["SECRET_HASH"], client: client, username: typed)
      let user = user(typed)
      if user == nil, !client.hidesUserExistence { throw .userNotFound }
      if request.authFlow == .userSRPAuth {
        let key = BigInteger(hex: try required("SRP_A", parameters))
        return try offerProof(key, user, typed: typed, client: client, at: now)
      }
      return try password(try required("PASSWORD", parameters), of: user, client: client, at: now)
    default:
      throw notEnabled(request.authFlow)
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

  private mutating func password(
    _ password: String,
    of user: PoolUser?,
    client: AppClient,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    guard let user else {
      // As long a computation as for a user that there is.
      _ = identity("").verifier(salt: newSalt(), password: password)
      throw .wrongPassword
    }
    guard user.isPassword(password, identity: identity(user.username)) else {
      throw .wrongPassword
    }
    return try passwordProved(by: user, client: client, at: now)
  }

  /// Answers SRP_A with PASSWORD_VERIFIER, for an unknown user too.
  private mutating func offerProof(
    _ clientKey: BigInteger?,
    _ user: PoolUser?,
    typed: String,
    client: AppClient,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    // A key of zero would make the shared secret zero for any password (RFC 5054 section 2.5.4).
    guard let clientKey, !(clientKey % SRP.modulus).isZero else {
      throw .invalidParameter("Invalid SRP_A")
    }
    let username = user?.username ?? typed
    let (salt, verifier) = user.map { ($0.salt, $0.verifier) } ?? pretended(username)
    let server = SRPServer(
      verifier: verifier,
      secret: BigInteger(RandomText.bytes(32, using: &random))
    )
    let secretBlock = RandomText.base64(512, using: &random)
    let challenge = pose(
      .passwordVerifier(server, client: clientKey, secretBlock: secretBlock),
      username: username,
      client: client,
      at: now
    )
    return AuthenticationAnswer(
      challengeName: .passwordVerifier,
      challengeParameters: [
        "SALT": salt.hex,
        "SECRET_BLOCK": secretBlock,
        "SRP_B": server.publicKey.hex,
        "USERNAME": username,
        "USER_ID_FOR_SRP": username,
      ],
      session: challenge.session
    )
  }

  /// A salt and a verifier that no password fits, the same for one name each time.
  private func pretended(_ username: String) -> (salt: BigInteger, verifier: BigInteger) {
    let name = Array(username.utf8)
    let code = Array(HMAC<SHA256>.authenticationCode(for: name, using: pretence))
    var salt = Array(code.prefix(16))
    salt[0] |= 1
    let exponent = BigInteger(SHA256.hash(data: code))
    return (BigInteger(salt), SRP.generator.power(exponent, modulo: SRP.modulus))
  }

  mutating func pose(
    _ kind: PendingChallenge.Kind,
    username: String,
    client: AppClient,
    at now: NumericDate
  ) -> PendingChallenge {
    challenges.removeAll { $0.expiresAt < now }
    if challenges.count >= PendingChallenge.limit { challenges.removeFirst() }
    let challenge = PendingChallenge(
      session: RandomText.base64(384, using: &random),
      kind: kind,
      username: username,
      clientID: client.id,
      expiresAt: now.advanced(byMilliseconds: PendingChallenge.validity)
    )
    challenges.append(challenge)
    return challenge
  }
}
