import Crypto
import CryptoExtras

/// A key that checks signatures and cannot make them.
enum PublicKey: Sendable {
  case rsa(_RSA.Signing.PublicKey)
  case p256(P256.Signing.PublicKey)
  case p384(P384.Signing.PublicKey)
  case p521(P521.Signing.PublicKey)
  case ed25519(Curve25519.Signing.PublicKey)

  /// Whether the key is of the kind that the algorithm needs: one curve for one ES algorithm
  /// (RFC 7518 section 3.4).
  func fits(_ algorithm: SignatureAlgorithm) -> Bool {
    switch (self, algorithm) {
    case (.rsa, .rs256), (.rsa, .rs384), (.rsa, .rs512), (.p256, .es256), (.p384, .es384),
      (.p521, .es512), (.ed25519, .edDSA):
      true
    default: false
    }
  }

  /// The kind of key in words, for messages.
  var kindName: String {
    switch self {
    case .rsa: "RSA"
    case .p256: "EC P-256"
    case .p384: "EC P-384"
    case .p521: "EC P-521"
    case .ed25519: "OKP Ed25519"
    }
  }

  /// Whether this key made the signature; false as well when the algorithm needs another key.
  func isValid(
    _ signature: ArraySlice<UInt8>,
    for input: ArraySlice<UInt8>,
    _ algorithm: SignatureAlgorithm
  ) -> Bool {
    switch (self, algorithm) {
    case (.rsa(let key), .rs256): Self.isValid(signature, SHA256.hash(data: input), key)
    case (.rsa(let key), .rs384): Self.isValid(signature, SHA384.hash(data: input), key)
    case (.rsa(let key), .rs512): Self.isValid(signature, SHA512.hash(data: input), key)
    case (.p256(let key), .es256):
      (try? P256.Signing.ECDSASignature(rawRepresentation: signature)).map {
        key.isValidSignature($0, for: SHA256.hash(data: input))
      } ?? false
    case (.p384(let key), .es384):
      (try? P384.Signing.ECDSASignature(rawRepresentation: signature)).map {
        key.isValidSignature($0, for: SHA384.hash(data: input))
      } ?? false
    case (.p521(let key), .es512):
      (try? P521.Signing.ECDSASignature(rawRepresentation: signature)).map {
        key.isValidSignature($0, for: SHA512.hash(data: input))
      } ?? false
    case (.ed25519(let key), .edDSA): key.isValidSignature(signature, for: input)
    default: false
    }
  }

  private static func isValid(
    _ signature: ArraySlice<UInt8>,
    _ digest: some Digest,
    _ key: _RSA.Signing.PublicKey
  ) -> Bool {
    // RFC 8017 section 8.2.2: a signature has as many bytes as the modulus.
    guard signature.count == (key.keySizeInBits + 7) / 8 else { return false }
    return key.isValidSignature(
      _RSA.Signing.RSASignature(rawRepresentation: signature),
      for: digest,
      padding: .insecurePKCS1v1_5
    )
  }
}
