import AuthCore
import Crypto
import CryptoExtras
import FoundationEssentials

/// A key pair of one algorithm, made for the tests.
struct VerificationKey: Sendable {
  let algorithm: String
  let kid: String
  /// The public half, its members in an order that tests can change.
  let jwk: [(String, String)]
  let sign: @Sendable ([UInt8]) throws -> [UInt8]

  /// The public half with other values for some members; nil takes a member away.
  func json(_ changes: [String: String?] = [:]) -> String {
    var members = jwk.filter { changes[$0.0] == nil }.map { ($0.0, "\"\($0.1)\"") }
    for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
      if let value { members.append((name, value)) }
    }
    return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  func token(header: String? = nil, claims: String) throws -> String {
    let header = header ?? #"{"alg":"\#(algorithm)","kid":"\#(kid)"}"#
    let input = "\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(Array(claims.utf8)))"
    return try "\(input).\(Base64URL.encode(sign(Array(input.utf8))))"
  }

  static func rsa(_ algorithm: String, kid: String) throws -> VerificationKey {
    let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    let primitives = try key.publicKey.getKeyPrimitives()
    return VerificationKey(
      algorithm: algorithm,
      kid: kid,
      jwk: [
        ("kty", "RSA"), ("use", "sig"), ("alg", algorithm), ("kid", kid),
        ("n", Base64URL.encode(primitives.modulus)),
        ("e", Base64URL.encode(primitives.publicExponent)),
      ]
    ) { input in
      let padding = _RSA.Signing.Padding.insecurePKCS1v1_5
      let signature =
        switch algorithm {
        case "RS384": try key.signature(for: SHA384.hash(data: input), padding: padding)
        case "RS512": try key.signature(for: SHA512.hash(data: input), padding: padding)
        default: try key.signature(for: SHA256.hash(data: input), padding: padding)
        }
      return Array(signature.rawRepresentation)
    }
  }

  static func elliptic(_ algorithm: String, kid: String) -> VerificationKey {
    func jwk(_ curve: String, _ point: Data) -> [(String, String)] {
      let half = point.count / 2
      return [
        ("kty", "EC"), ("crv", curve), ("alg", algorithm), ("kid", kid),
        ("x", Base64URL.encode(point.prefix(half))), ("y", Base64URL.encode(point.suffix(half))),
      ]
    }
    switch algorithm {
    case "ES384":
      let key = P384.Signing.PrivateKey()
      let members = jwk("P-384", key.publicKey.rawRepresentation)
      return VerificationKey(algorithm: algorithm, kid: kid, jwk: members) {
        Array(try key.signature(for: $0).rawRepresentation)
      }
    case "ES512":
      let key = P521.Signing.PrivateKey()
      let members = jwk("P-521", key.publicKey.rawRepresentation)
      return VerificationKey(algorithm: algorithm, kid: kid, jwk: members) {
        Array(try key.signature(for: $0).rawRepresentation)
      }
    default:
      let key = P256.Signing.PrivateKey()
      let members = jwk("P-256", key.publicKey.rawRepresentation)
      return VerificationKey(algorithm: algorithm, kid: kid, jwk: members) {
        Array(try key.signature(for: $0).rawRepresentation)
      }
    }
  }

  static func edwards(kid: String) -> VerificationKey {
    let key = Curve25519.Signing.PrivateKey()
    let point = Base64URL.encode(key.publicKey.rawRepresentation)
    return VerificationKey(
      algorithm: "EdDSA",
      kid: kid,
      jwk: [("kty", "OKP"), ("crv", "Ed25519"), ("kid", kid), ("x", point)]
    ) { Array(try key.signature(for: $0)) }
  }
}
