/// The signature algorithms that are trusted, a closed list (RFC 7518 section 3.1, RFC 8037
/// section 3.1, RFC 8725 section 3.1).
public enum SignatureAlgorithm: String, Sendable, CaseIterable {
  case rs256 = "RS256"
  case rs384 = "RS384"
  case rs512 = "RS512"
  case es256 = "ES256"
  case es384 = "ES384"
  case es512 = "ES512"
  /// Ed25519 only.
  case edDSA = "EdDSA"

  /// The algorithm of that name, compared byte by byte.
  public init?(name: String) {
    guard let match = Self.allCases.first(where: { isSameText($0.rawValue, name) }) else {
      return nil
    }
    self = match
  }

  /// Whether a name stands for no signature at all, in any spelling (RFC 7518 section 3.6).
  static func isUnsecured(_ name: String) -> Bool { name.lowercased() == "none" }

  /// Why a name outside the list is refused.
  static func refusal(of name: String) -> String {
    if isUnsecured(name) { return "it declares that nobody signed it" }
    switch name {
    case "HS256", "HS384", "HS512":
      return "a shared secret proves nothing to somebody who does not hold it"
    case "PS256", "PS384", "PS512": return "RSASSA-PSS is not on the list of trusted algorithms"
    case "ES256K": return "the curve secp256k1 is not on the list of trusted algorithms"
    default: return "it is not on the list of trusted algorithms"
    }
  }
}

/// Whether two texts are the same bytes; Swift's own comparison takes é for e with an accent.
func isSameText(_ one: String, _ other: String) -> Bool {
  one.utf8.count == other.utf8.count && one.utf8.elementsEqual(other.utf8)
}
