import Crypto

extension TokenText {
  /// Eight bytes of the token's SHA-256 in hexadecimal: enough to see that it is another one, and
  /// nothing that leads back to it.
  var digest: String {
    let bytes = SHA256.hash(data: Array(reveal().utf8)).prefix(8)
    return bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
