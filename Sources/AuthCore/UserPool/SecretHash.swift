import Crypto
import FoundationEssentials

/// SECRET_HASH of an app client with a secret: base64 of HMAC-SHA256 over user name and client id
/// (AWS: "Signing up and confirming user accounts").
package enum SecretHash {
  package static func text(username: String, clientID: String, secret: ClientSecret) -> String {
    let key = SymmetricKey(data: Array(secret.reveal().utf8))
    let code = HMAC<SHA256>.authenticationCode(
      for: Array((username + clientID).utf8),
      using: key
    )
    return Data(code).base64EncodedString()
  }
}
