/// What is there, what is missing, and what cannot be read.
extension CheckRule {
  static let presence: [CheckRule] = [
    listed("access-token-missing", .error, "no access token", .refresh) { session in
      [CheckEvidence(session.key(.accessToken), "not there")]
    },
    listed("id-token-missing", .error, "no ID token", .refresh) { session in
      [CheckEvidence(session.key(.idToken), "not there")]
    },
    listed("access-token-undecodable", .error, "an access token that is none", .refresh) {
      [size(.accessToken, of: $0)]
    },
    listed("id-token-undecodable", .error, "an ID token that is none", .refresh) {
      [size(.idToken, of: $0)]
    },
    listed("refresh-token-missing", .warning, "no refresh token", .signIn) { session in
      [CheckEvidence(session.key(.refreshToken), "not there")]
    },
    listed("drift-not-a-number", .error, "a clockDrift that is no number", .refresh) { session in
      [CheckEvidence(session.key(.clockDrift), session.stored[.clockDrift] ?? "")]
    },
    listed("mixed-generations", .error, "tokens of different refreshes", .refresh) { session in
      ["iat", "origin_jti", "event_id"].flatMap { bothClaims($0, session) }
    },
    listed("two-issuers", .error, "access and ID token of two issuers", .signIn) { session in
      bothClaims("iss", session)
    },
    listed("orphan", .note, "a session that LastAuthUser does not name", .point) { session in
      let pointer = AmplifyKey.lastAuthUser(clientID: session.stored.clientID).text
      return [CheckEvidence(pointer, "does not name \(session.stored.username)")]
    },
    .session("sign-in-details-unreadable", .note, "signInDetails that are no JSON object") {
      session,
      _ in
      guard let text = session.stored[.signInDetails] else { return nil }
      if case .object? = try? JSONParser.parse(Array(text.utf8)).value { return nil }
      return Symptom(
        "signInDetails is no JSON object: getCurrentUser leaves out how the user signed in",
        "sign in again to have it written anew",
        .signIn,
        [CheckEvidence(session.key(.signInDetails), "\(text.utf8.count) bytes")]
      )
    },
    .session("fallback-user-name", .warning, "tokens under Amplify's stand-in user name") {
      session,
      _ in
      let name = session.stored.username
      guard name.isEmpty || name == "username" else { return nil }
      return Symptom(
        name.isEmpty
          ? "the tokens stand under an empty user name: LastAuthUser was empty when they were stored"
          : "the tokens stand under \"username\", Amplify's stand-in for a missing LastAuthUser",
        "sign in again, so that they are stored under the user's own name",
        .signIn,
        [
          CheckEvidence(session.key(.accessToken), "the user part is \"\(name)\""),
          .claim("username", of: session.access, .access),
        ]
      )
    },
    .session("refresh-token-form", .note, "a refresh token that Cognito would not issue") {
      session,
      context in
      guard !context.isGeneric(session), let refresh = session.session.refresh,
        !refresh.isEncrypted
      else { return nil }
      return Symptom(
        "the refresh token does not have the five parts of Cognito's: another service or an "
          + "emulator issued it, or it was cut",
        "compare its length with a fresh one's, and sign in again if it was cut",
        .signIn,
        [CheckEvidence(session.key(.refreshToken), "\(refresh.byteCount) bytes")]
      )
    },
  ]

  /// A rule whose sentence the list tells already.
  static func listed(
    _ code: String,
    _ severity: CheckSeverity,
    _ title: String,
    _ next: NextStep,
    _ evidence: @escaping @Sendable (CheckedSession) -> [CheckEvidence]
  ) -> CheckRule {
    .session(code, severity, title) { session, _ in
      session.problem(code).map { Symptom($0.sentence, $0.advice, next, evidence(session)) }
    }
  }

  private static func size(_ name: AmplifyKey.Name, of session: CheckedSession) -> CheckEvidence {
    CheckEvidence(session.key(name), "\(session.stored[name]?.utf8.count ?? 0) bytes")
  }

  /// A claim as the access token has it and as the ID token has it.
  static func bothClaims(_ name: String, _ session: CheckedSession) -> [CheckEvidence] {
    [.claim(name, of: session.access, .access), .claim(name, of: session.idToken, .id)]
  }
}

extension Problem {
  /// What is wrong, without the advice after the last semicolon.
  var sentence: String { parts.0 }
  /// What to do, the part after the last semicolon.
  var advice: String { parts.1 }

  private var parts: (String, String) {
    guard let last = message.ranges(of: "; ").last else { return (message, "look at its claims") }
    return (String(message[..<last.lowerBound]), String(message[last.upperBound...]))
  }
}
