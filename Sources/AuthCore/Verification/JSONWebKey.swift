import Crypto
import CryptoExtras

/// Reads one member of a key set (RFC 7517 section 4).
struct JSONWebKey {
  let object: JSONObject

  /// What a member of the set turned out to be.
  enum Content {
    case key(PublicKey, kid: String?, algorithm: String?)
    /// A key type that is not checked here, which a reader must ignore (RFC 7517 section 5).
    case otherType
  }

  func content() throws(KeyRejection) -> Content {
    if let name = object.repeatedName { throw .repeatedMember(name) }
    guard let type = object["kty"]?.text else { throw .badMember("kty") }
    guard let read = Self.readers.first(where: { isSameText($0.type, type) }) else {
      return .otherType
    }
    let kid = try optionalText("kid")
    let algorithm = try optionalText("alg")
    try checkUse()
    return .key(try read.key(self), kid: kid, algorithm: algorithm)
  }

  private struct Reader {
    let type: String
    let key: @Sendable (JSONWebKey) throws(KeyRejection) -> PublicKey
  }

  private static let readers = [
    Reader(type: "RSA") { (jwk) throws(KeyRejection) in try jwk.rsa() },
    Reader(type: "EC") { (jwk) throws(KeyRejection) in try jwk.ellipticCurve() },
    Reader(type: "OKP") { (jwk) throws(KeyRejection) in try jwk.edwardsCurve() },
  ]

  private func optionalText(_ name: String) throws(KeyRejection) -> String? {
    guard let value = object[name] else { return nil }
    guard let text = value.text else { throw .badMember(name) }
    return text
  }

  private func text(_ name: String) throws(KeyRejection) -> String {
    guard let text = try optionalText(name) else { throw .badMember(name) }
    return text
  }

  private func bytes(_ name: String) throws(KeyRejection) -> [UInt8] {
    let text = try text(name)
    guard let bytes = try? Base64URL.decode(Array(text.utf8)[...]) else { throw .badMember(name) }
    return bytes
  }

  private func checkUse() throws(KeyRejection) {
    if let use = try optionalText("use"), !isSameText(use, "sig") { throw .wrongUse(use) }
    guard let operations = object["key_ops"] else { return }
    guard let names = operations.texts, Set(names).count == names.count else {
      throw .badMember("key_ops")
    }
    guard names.contains(where: { isSameText($0, "verify") }) else {
      throw .wrongOperations(names)
    }
  }

  private func rsa() throws(KeyRejection) -> PublicKey {
    let modulus = try bytes("n")
    let exponent = try bytes("e")
    guard let first = modulus.first, first != 0, let last = modulus.last, last & 1 == 1 else {
      throw .badModulus
    }
    let bits = modulus.count * 8 - first.leadingZeroBitCount
    guard bits >= 2048 else { throw .weakModulus(bits: bits) }
    guard bits <= 8192 else { throw .oversizedModulus(bits: bits) }
    guard let low = exponent.last, low & 1 == 1, exponent.first != 0, exponent.count <= 4,
      exponent != [1]
    else { throw .badExponent }
    if WeakKeys.isFactorable(modulus) { throw .factorableModulus }
    guard let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent) else { throw .badModulus }
    return .rsa(key)
  }

  private func ellipticCurve() throws(KeyRejection) -> PublicKey {
    let curve = try text("crv")
    let sizes = ["P-256": 32, "P-384": 48, "P-521": 66]
    guard let size = sizes.first(where: { isSameText($0.key, curve) })?.value else {
      throw .unknownCurve(curve)
    }
    var point: [UInt8] = []
    for name in ["x", "y"] {
      let coordinate = try bytes(name)
      guard coordinate.count == size else {
        throw .wrongLength(member: name, bytes: coordinate.count, expected: size)
      }
      point += coordinate
    }
    let key: PublicKey? =
      switch size {
      case 32: (try? P256.Signing.PublicKey(rawRepresentation: point)).map(PublicKey.p256)
      case 48: (try? P384.Signing.PublicKey(rawRepresentation: point)).map(PublicKey.p384)
      default: (try? P521.Signing.PublicKey(rawRepresentation: point)).map(PublicKey.p521)
      }
    guard let key else { throw .pointOffCurve }
    return key
  }

  private func edwardsCurve() throws(KeyRejection) -> PublicKey {
    let curve = try text("crv")
    guard isSameText(curve, "Ed25519") else { throw .unknownCurve(curve) }
    let point = try bytes("x")
    guard point.count == 32 else {
      throw .wrongLength(member: "x", bytes: point.count, expected: 32)
    }
    if WeakKeys.isSmallOrder(point) { throw .smallOrderPoint }
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: point) else {
      throw .pointOffCurve
    }
    return .ed25519(key)
  }
}
