/// What only the pool can tell; silent until somebody asked it.
extension CheckRule {
  static let learned: [CheckRule] = [
    verdict("key-not-published", .error, "a key that the pool no longer publishes", [.kidNotFound])
    {
      "the \($0)'s key is none that the pool publishes now: whoever renews his key set refuses it"
    },
    verdict(
      "signature-invalid",
      .error,
      "a signature that does not hold",
      [.badSignature, .keyMismatch, .unsecuredAlgorithm]
    ) {
      "the \($0)'s signature does not hold with the pool's key: it was changed or forged"
    },
    verdict(
      "keys-unavailable",
      .warning,
      "keys that could not be had",
      [.keysUnavailable, .badKeySet]
    ) {
      "the \($0) could not be verified: the pool's keys could not be had"
    },
    .session("pool-refuses-token", .error, "an access token that the pool refuses") {
      session,
      context in
      guard case .refused(let name, let message)? = context.learned[session.session.id]?.liveness,
        !message.contains("required scopes")
      else { return nil }
      return Symptom(
        "the pool refuses the access token: it was revoked, its user is gone, or it has expired",
        "refresh, and sign in again if that is refused too",
        .refresh,
        [CheckEvidence("GetUser", name, message)]
      )
    },
    .session("pool-unreachable", .warning, "a pool that did not answer") { session, context in
      guard case .unknown(let reason)? = context.learned[session.session.id]?.liveness else {
        return nil
      }
      return Symptom(
        "whether the access token is still alive is not known: the pool did not answer",
        "check the endpoint and ask again",
        .verify,
        [CheckEvidence("GetUser", reason)]
      )
    },
    .session("stale-attributes", .warning, "an ID token older than the user's last change") {
      session,
      context in
      guard case .alive(let user)? = context.learned[session.session.id]?.liveness,
        let claims = session.idToken?.claims
      else { return nil }
      let changed = user.userAttributes.filter { attribute in
        // `identities` is a list in the token, with texts for everything, and a JSON text in the
        // answer, with truth values and numbers: they are never written alike.
        guard !["sub", "identities"].contains(attribute.name), let claim = claims[attribute.name],
          let value = attribute.value
        else { return false }
        return !isSame(claim, value)
      }
      guard let first = changed.first else { return nil }
      let isPersonal = ClaimName.isPersonal(first.name)
      return Symptom(
        "the user's attributes changed after this ID token was issued "
          + "(\(changed.map(\.name).sorted().joined(separator: ", ")))",
        "refresh to get them",
        .refresh,
        [
          .claim(first.name, of: session.idToken, .id),
          CheckEvidence("GetUser", first.name, first.value ?? "", isPersonal: isPersonal),
        ]
      )
    },
  ]

  /// Attributes are text, and claims of them may be true, false or a number.
  private static func isSame(_ claim: JSONValue, _ value: String) -> Bool {
    (claim.text ?? JSONText.text(claim)).hasSameBytes(as: value)
  }

  private static func verdict(
    _ code: String,
    _ severity: CheckSeverity,
    _ title: String,
    _ codes: Set<VerdictCode>,
    _ sentence: @escaping @Sendable (String) -> String
  ) -> CheckRule {
    .session(code, severity, title) { session, context in
      guard let verdicts = context.learned[session.session.id]?.verdicts else { return nil }
      for (kind, entry) in [(TokenKind.access, verdicts.access), (.id, verdicts.idToken)] {
        guard let entry, codes.contains(entry.verdict.signature.code),
          session.stored.token(kind)?.digest == entry.digest
        else { continue }
        let isNetwork = entry.verdict.signature.code == .keysUnavailable
        return Symptom(
          sentence(kind.title),
          isNetwork ? "verify again when the pool can be reached" : "refresh, or sign in again",
          isNetwork ? .verify : .refresh,
          [
            CheckEvidence(kind.title, "signature", entry.verdict.signature.message),
            CheckEvidence("\(kind.title) header", "kid", entry.verdict.keyID ?? "none"),
          ]
        )
      }
      return nil
    }
  }
}
