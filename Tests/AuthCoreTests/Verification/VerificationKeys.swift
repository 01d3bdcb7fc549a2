import AuthCore

/// One key of each algorithm, and one of an attacker's.
struct VerificationKeys: Sendable {
  let all: [VerificationKey]
  let attacker: VerificationKey
  let set: KeySet

  static let shared: Result<VerificationKeys, any Error> = Result {
    let all =
      try ["RS256", "RS384", "RS512"].map { try VerificationKey.rsa($0, kid: "key-\($0)") }
      + ["ES256", "ES384", "ES512"].map { VerificationKey.elliptic($0, kid: "key-\($0)") }
      + [VerificationKey.edwards(kid: "key-EdDSA")]
    return VerificationKeys(
      all: all,
      attacker: try VerificationKey.rsa("RS256", kid: "key-RS256"),
      set: try set(all.map { $0.json() })
    )
  }

  static func set(_ keys: [String]) throws -> KeySet {
    try KeySet(Array(#"{"keys":[\#(keys.joined(separator: ","))]}"#.utf8))
  }

  subscript(algorithm: String) -> VerificationKey {
    all.first { $0.algorithm == algorithm } ?? attacker
  }
}
