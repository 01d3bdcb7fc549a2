import AuthCore
import Crypto
import FoundationEssentials

extension PoolState {
  mutating func password(
    _ password: String,
    of user: PoolUser?,
    _ context: SignInContext,
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
    return try passwordProved(by: user, context, at: now)
  }

  /// Answers SRP_A with PASSWORD_VERIFIER, for an unknown user too.
  mutating func offerProof(
    _ clientKey: String,
    _ user: PoolUser?,
    _ context: SignInContext,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    let clientKey = try Self.clientKey(clientKey)
    let (salt, verifier) = user.map { ($0.salt, $0.verifier) } ?? pretended(context.username)
    let server = newServer(verifier)
    let secretBlock = RandomText.base64(512, using: &random)
    let challenge = pose(
      .passwordVerifier(server, client: clientKey, secretBlock: secretBlock),
      context,
      at: now
    )
    return AuthenticationAnswer(
      challengeName: .passwordVerifier,
      challengeParameters: [
        "SALT": salt.hex,
        "SECRET_BLOCK": secretBlock,
        "SRP_B": server.publicKey.hex,
        "USERNAME": context.username,
        "USER_ID_FOR_SRP": context.username,
      ],
      session: challenge.session
    )
  }

  /// A key of zero would make the shared secret zero for any password (RFC 5054 section 2.5.4).
  static func clientKey(_ text: String) throws(PoolRefusal) -> BigInteger {
    guard let key = BigInteger(hex: text), !(key % SRP.modulus).isZero else {
      throw .invalidParameter("Invalid SRP_A")
    }
    return key
  }

  mutating func newServer(_ verifier: BigInteger) -> SRPServer {
    SRPServer(verifier: verifier, secret: BigInteger(RandomText.bytes(32, using: &random)))
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

  /// Whether an answer to a verifier challenge was signed with the shared key.
  func isProof(
    _ responses: [String: String],
    _ key: SymmetricKey,
    _ secretBlock: String,
    _ identity: SRPIdentity
  ) throws(PoolRefusal) -> Bool {
    let timestamp = try required("TIMESTAMP", responses)
    let signature = try required("PASSWORD_CLAIM_SIGNATURE", responses)
    guard try required("PASSWORD_CLAIM_SECRET_BLOCK", responses) == secretBlock,
      let signature = Data(base64Encoded: signature), let block = Data(base64Encoded: secretBlock)
    else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(
      signature,
      authenticating: SRP.message(identity: identity, secretBlock: block, timestamp: timestamp),
      using: key
    )
  }

  func demandNewPassword(
    of user: PoolUser,
    in challenge: PendingChallenge
  ) -> AuthenticationAnswer {
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

  mutating func setPassword(
    _ responses: [String: String],
    of user: PoolUser,
    _ challenge: PendingChallenge,
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
    challenges.removeAll { $0.session == challenge.session }
    return try passwordProved(by: user, challenge.context, at: now)
  }
}
