import Crypto
import FoundationEssentials

/// The answer to PASSWORD_VERIFIER: a signature that only who knows the password can make.
struct PasswordClaim {
  let responses: [String: String]

  init(
    _ parameters: ChallengeParameters,
    srp: SRPClient,
    password: Password,
    poolName: String,
    at now: NumericDate
  ) throws(SignInError) {
    // Always the pool's own id of the user, which may differ from what was typed.
    let identity = SRPIdentity(
      poolName: poolName,
      userID: try parameters.text("USER_ID_FOR_SRP")
    )
    let salt = try parameters.number("SALT")
    let server = try parameters.number("SRP_B")
    let secretBlock = try parameters.data("SECRET_BLOCK")
    let key: SymmetricKey
    do {
      key = try srp.sessionKey(
        identity: identity,
        password: password.reveal(),
        salt: salt,
        server: server
      )
    } catch {
      throw .unsafeServerKey(error)
    }
    let timestamp = SRPTimestamp.text(now)
    let message = SRP.message(identity: identity, secretBlock: secretBlock, timestamp: timestamp)
    let signature = Data(HMAC<SHA256>.authenticationCode(for: message, using: key))
    responses = [
      "PASSWORD_CLAIM_SIGNATURE": signature.base64EncodedString(),
      "PASSWORD_CLAIM_SECRET_BLOCK": try parameters.text("SECRET_BLOCK"),
      "TIMESTAMP": timestamp,
    ]
  }
}
