/// Whether a signature was made by a key of a set (RFC 7515 section 5.2, RFC 8725 section 3).
///
/// Only the set counts: `jku`, `x5u`, `x5c` and an embedded `jwk` are neither fetched nor used.
struct SignatureCheck {
  let keys: KeySet

  /// What the check found, and the kid of the key that it was made with.
  struct Finding {
    let axis: AxisVerdict
    var keyID: String?
  }

  func finding(header: JSONObject, input: ArraySlice<UInt8>, signature: ArraySlice<UInt8>)
    -> Finding
  {
    let algorithm: SignatureAlgorithm
    switch Self.algorithm(header) {
    case .success(let named): algorithm = named
    case .failure(let refusal): return Finding(axis: refusal.axis)
    }
    let key: KeySet.Key
    switch candidate(header, algorithm) {
    case .success(let found): key = found
    case .failure(let refusal): return Finding(axis: refusal.axis)
    }
    guard key.publicKey.isValid(signature, for: input, algorithm) else {
      return Finding(
        axis: .fail(
          .badSignature,
          "the signature does not fit the content and the key: the token was changed, "
            + "or somebody else signed it"
        ),
        keyID: key.kid
      )
    }
    return Finding(
      axis: .pass("signed by a key of the set", actual: algorithm.rawValue),
      keyID: key.kid
    )
  }

  /// A check that ended early.
  struct Refusal: Error {
    let axis: AxisVerdict

    init(_ code: VerdictCode, _ message: String, expected: String? = nil, actual: String? = nil) {
      axis = .fail(code, message, expected: expected, actual: actual)
    }
  }

  /// The algorithm of a header without anything that must be understood and is not.
  static func algorithm(_ header: JSONObject) -> Result<SignatureAlgorithm, Refusal> {
    guard let value = header["alg"] else {
      return .failure(Refusal(.header, "the header names no algorithm", expected: "alg"))
    }
    guard let name = value.text else {
      return .failure(
        Refusal(.header, "the header's alg is \(value.kindName), not a string", expected: "alg")
      )
    }
    guard let algorithm = SignatureAlgorithm(name: name) else {
      return .failure(
        Refusal(
          SignatureAlgorithm.isUnsecured(name) ? .unsecuredAlgorithm : .unsupportedAlgorithm,
          "the algorithm \"\(name)\" is refused: \(SignatureAlgorithm.refusal(of: name))",
          expected: SignatureAlgorithm.allCases.map(\.rawValue).joined(separator: ", "),
          actual: name
        )
      )
    }
    if let refusal = extensions(header) { return .failure(refusal) }
    return .success(algorithm)
  }

  /// Extensions that change what a signature means; none is understood here, so none may be asked
  /// for (RFC 7515 section 4.1.11, RFC 7797 section 3).
  private static func extensions(_ header: JSONObject) -> Refusal? {
    if let critical = header["crit"] {
      let names = critical.texts?.joined(separator: ", ") ?? critical.kindName
      return Refusal(
        .crit,
        "the header's crit asks for what must be understood and is not: \(names)",
        actual: names
      )
    }
    if let encoded = header["b64"], encoded != .bool(true) {
      return Refusal(.crit, "the header's b64 asks for an unencoded payload (RFC 7797)")
    }
    return nil
  }

  private func candidate(
    _ header: JSONObject,
    _ algorithm: SignatureAlgorithm
  ) -> Result<KeySet.Key, Refusal> {
    guard let value = header["kid"] else { return onlyKey(for: algorithm) }
    guard let kid = value.text else {
      return .failure(
        Refusal(.header, "the header's kid is \(value.kindName), not a string", expected: "kid")
      )
    }
    guard let key = keys.key(kid: kid) else { return .failure(absence(of: kid)) }
    guard key.serves(algorithm) else { return .failure(Self.mismatch(key, algorithm)) }
    return .success(key)
  }

  private func onlyKey(for algorithm: SignatureAlgorithm) -> Result<KeySet.Key, Refusal> {
    let fitting = keys.keys.filter { $0.serves(algorithm) }
    if fitting.count > 1 {
      return .failure(
        Refusal(
          .kidMissing,
          "the header names no key, and \(fitting.count) of the set could be meant",
          expected: "kid"
        )
      )
    }
    if let key = fitting.first { return .success(key) }
    if keys.keys.count == 1 { return .failure(Self.mismatch(keys.keys[0], algorithm)) }
    if keys.keys.isEmpty, let rejected = keys.rejected.first {
      return .failure(Self.refusal(of: rejected.reason, kid: rejected.kid))
    }
    return .failure(Refusal(.kidMissing, "no key of the set fits \(algorithm.rawValue)"))
  }

  private func absence(of kid: String) -> Refusal {
    if let reason = keys.rejection(kid: kid) { return Self.refusal(of: reason, kid: kid) }
    return Refusal(
      .kidNotFound,
      "the set has no key \"\(kid)\": another issuer's token, or the key is no longer published",
      expected: keys.kids.joined(separator: ", "),
      actual: kid
    )
  }

  private static func refusal(of reason: KeyRejection, kid: String?) -> Refusal {
    let code: VerdictCode =
      reason.isAboutUse ? .keyUse : reason.isAboutStrength ? .weakKey : .badKey
    return Refusal(code, "the key of the set cannot be used: \(reason)", actual: kid)
  }

  private static func mismatch(_ key: KeySet.Key, _ algorithm: SignatureAlgorithm) -> Refusal {
    let expected = key.algorithm ?? key.publicKey.kindName
    return Refusal(
      .keyMismatch,
      "the header says \(algorithm.rawValue), the key is for \(expected)",
      expected: expected,
      actual: algorithm.rawValue
    )
  }
}
