import AuthCore
import Crypto
import CryptoExtras
import FoundationEssentials

/// An RSA-2048 key that signs one kind of token (RFC 7518 section 3.3, RS256).
struct SigningKey: Sendable, Unprinted {
  let kid: String
  private let key: _RSA.Signing.PrivateKey
  /// The public half as a member of a key set (RFC 7517 section 4, RFC 7518 section 6.3.1).
  let jwk: JSONValue

  init() throws {
    key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    let primitives = try key.publicKey.getKeyPrimitives()
    kid = Data(SHA256.hash(data: primitives.modulus)).base64EncodedString()
    jwk = JSONWriter.object([
      ("alg", .string("RS256")),
      ("e", .string(Base64URL.encode(primitives.publicExponent))),
      ("kid", .string(kid)),
      ("kty", .string("RSA")),
      ("n", .string(Base64URL.encode(primitives.modulus))),
      ("use", .string("sig")),
    ])
  }

  /// The claims as a signed token in compact form.
  func sign(_ claims: [(String, JSONValue)]) throws -> String {
    let header = JSONWriter.bytes([("kid", .string(kid)), ("alg", .string("RS256"))])
    let input = "\(Base64URL.encode(header)).\(Base64URL.encode(JSONWriter.bytes(claims)))"
    let signature = try key.signature(for: Array(input.utf8), padding: .insecurePKCS1v1_5)
    return "\(input).\(Base64URL.encode(signature.rawRepresentation))"
  }

  /// Whether this key signed the token.
  func isSigner(of token: CompactToken) -> Bool {
    guard token.header["kid"]?.text == kid, token.header["alg"]?.text == "RS256" else {
      return false
    }
    return key.publicKey.isValidSignature(
      _RSA.Signing.RSASignature(rawRepresentation: token.signature),
      for: token.signingInput,
      padding: .insecurePKCS1v1_5
    )
  }
}

/// The pool's two keys: access and ID tokens carry different key ids, as Cognito's do.
package struct SigningKeys: Sendable, Unprinted {
  let access: SigningKey
  let id: SigningKey

  /// Makes both at once; a key takes a tenth of a second or so.
  package static func generate() async throws -> SigningKeys {
    async let access = SigningKey()
    async let id = SigningKey()
    return try await SigningKeys(access: access, id: id)
  }

  /// The key set (RFC 7517 section 5).
  var keySet: [UInt8] { JSONWriter.bytes([("keys", .array([id.jwk, access.jwk]))]) }
}
