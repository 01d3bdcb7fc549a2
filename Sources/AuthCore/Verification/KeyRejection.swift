/// Why a member of a key set is not used (RFC 7517 section 4, RFC 7518 section 6, RFC 8037).
public enum KeyRejection: Error, Equatable, Sendable {
  case notAnObject
  case repeatedMember(String)
  /// A member is missing or of the wrong type.
  case badMember(String)
  /// Another key of the set has the same kid: neither can be told from the other.
  case duplicateKid
  case wrongUse(String)
  case wrongOperations([String])
  case weakModulus(bits: Int)
  case oversizedModulus(bits: Int)
  /// The modulus bears the fingerprint of CVE-2017-15361: its factors can be computed.
  case factorableModulus
  case badModulus
  case badExponent
  case unknownCurve(String)
  case wrongLength(member: String, bytes: Int, expected: Int)
  case pointOffCurve
  /// A point that fits signatures of anybody (RFC 8032 section 5.1.7, small order).
  case smallOrderPoint

  /// Whether the key was refused for what it may be used for.
  var isAboutUse: Bool {
    switch self {
    case .wrongUse, .wrongOperations: true
    default: false
    }
  }

  /// Whether the key was refused because it can be broken.
  var isAboutStrength: Bool {
    switch self {
    case .weakModulus, .factorableModulus, .smallOrderPoint: true
    default: false
    }
  }
}

extension KeyRejection: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAnObject: "it is no JSON object"
    case .repeatedMember(let name): "its member \"\(name)\" is there twice"
    case .badMember(let name): "its member \"\(name)\" is missing or of the wrong type"
    case .duplicateKid: "another key of the set has the same kid"
    case .wrongUse(let use): "its use is \"\(use)\", not \"sig\""
    case .wrongOperations(let names):
      "its key_ops are \(names.joined(separator: ", ")), without \"verify\""
    case .weakModulus(let bits): "its modulus has \(bits) bits, at least 2048 are needed"
    case .oversizedModulus(let bits): "its modulus has \(bits) bits, at most 8192 are read"
    case .factorableModulus: "its modulus was made by a faulty chip (CVE-2017-15361)"
    case .badModulus: "its modulus is no odd number in base64url without leading zeros"
    case .badExponent: "its exponent is no odd number from 3 to 2^32"
    case .unknownCurve(let name): "its curve \"\(name)\" is not on the list"
    case .wrongLength(let member, let bytes, let expected):
      "its member \"\(member)\" has \(bytes) bytes, its curve needs \(expected)"
    case .pointOffCurve: "its point does not lie on its curve"
    case .smallOrderPoint: "its point accepts forged signatures"
    }
  }
}
