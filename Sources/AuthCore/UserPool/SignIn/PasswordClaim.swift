import Crypto
import FoundationEssentials

/// The answer to PASSWORD_VERIFIER and DEVICE_PASSWORD_VERIFIER: a signature that only who knows
/// the password can make.
struct PasswordClaim {
  let responses: [String: String]

  /// `identity` and `password` are a user's in a pool, or a device's in its group.
  init(
    _ parameters: ChallengeParameters,
    srp: SRPClient,
    identity: SRPIdentity,
    password: String,
    at now: NumericDate
  ) throws(SignInError) {
    let salt = try parameters.number("SALT")
    let server = try parameters.number("SRP_B")
    let secretBlock = try parameters.data("SECRET_BLOCK")
    let key: SymmetricKey
    do {
      key = try srp.sessionKey(
        identity: identity,
        password: password,
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
