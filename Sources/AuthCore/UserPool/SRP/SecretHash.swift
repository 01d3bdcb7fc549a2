import Crypto
import FoundationEssentials

/// SECRET_HASH, by which a client with a secret proves that it has it (AWS: "Computing secret hash
/// values").
package enum SecretHash {
  /// Base64 of HMAC-SHA256 under the secret over the user name followed by the client id.
  package static func text(secret: ClientSecret, username: String, clientID: String) -> String {
    let key = SymmetricKey(data: Array(secret.reveal().utf8))
    return Data(
      HMAC<SHA256>.authenticationCode(for: Array("\(username)\(clientID)".utf8), using: key)
    ).base64EncodedString()
  }

  /// Whether a received hash is the right one, compared without telling where it differs.
  package static func isValid(
    _ received: String,
    secret: ClientSecret,
    username: String,
    clientID: String
  ) -> Bool {
    guard let code = Data(base64Encoded: received) else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(
      code,
      authenticating: Array("\(username)\(clientID)".utf8),
      using: SymmetricKey(data: Array(secret.reveal().utf8))
    )
  }
}
