/// What the claims of one session say against each other and against where they stand.
extension CheckRule {
  static let claims: [CheckRule] = [
    .session("id-token-in-access-place", .error, "an ID token where an access token belongs") {
      wrongUse($0, .access, place: .accessToken, found: "id")
    },
    .session("access-token-in-id-place", .error, "an access token where an ID token belongs") {
      wrongUse($0, .id, place: .idToken, found: "access")
    },
    .session("repeated-claim", .error, "a name twice in a token") { session, _ in
      for (kind, token) in session.tokens where !token.duplicateNames.isEmpty {
        return Symptom(
          "the \(kind.title) holds a name twice: readers differ in which value they take, and "
            + "verifiers refuse it (RFC 7519 section 4)",
          "sign in again, and if it comes back look at the pre token generation trigger",
          .signIn,
          token.duplicateNames.map { CheckEvidence(kind.title, $0, "there twice") }
        )
      }
      return nil
    },
    .session("algorithm-unexpected", .error, "a signature algorithm that Cognito does not use") {
      session,
      context in
      guard !context.isGeneric(session) else { return nil }
      for (kind, token) in session.tokens where token.header["alg"]?.text != "RS256" {
        let found = token.header["alg"].map { $0.text ?? JSONText.text($0) } ?? "not there"
        return Symptom(
          "the \(kind.title) is not signed by RS256, the one algorithm of a user pool: no verifier "
            + "of Cognito tokens takes it",
          "sign in again at the pool: a forged or test token stands here",
          .signIn,
          [CheckEvidence("\(kind.title) header", "alg", found)]
        )
      }
      return nil
    },
    .session("user-differs", .error, "access and ID token of two users") { session, _ in
      guard let access = session.access?.claims.sub, let id = session.idToken?.claims.sub,
        !access.hasSameBytes(as: id)
      else { return nil }
      return Symptom(
        "access and ID token belong to two users: one sign-in overwrote a part of another",
        "sign in again to get a whole set",
        .signIn,
        bothClaims("sub", session)
      )
    },
    .session("groups-differ", .warning, "other groups in the ID token than in the access token") {
      session,
      _ in
      guard let access = session.access?.claims, let id = session.idToken?.claims,
        Set(access.groups ?? []) != Set(id.groups ?? [])
      else { return nil }
      return Symptom(
        "access and ID token name different groups: the front end and the API disagree on what "
          + "this user may do",
        "refresh, then compare them: if they still differ a trigger overrides one",
        .refresh,
        bothClaims("cognito:groups", session)
      )
    },
    .session("alias-key-set", .note, "keys under another name than the pool's user name") {
      session,
      _ in
      guard let name = session.access?.claims.username ?? session.idToken?.claims.cognitoUsername,
        !name.hasSameBytes(as: session.stored.username)
      else { return nil }
      return Symptom(
        "the keys stand under a name that the pool does not use: device keys saved under the other "
          + "one are not found, and the device is asked for MFA again",
        "sign in with one form of the name only",
        .signIn,
        [
          CheckEvidence(session.key(.accessToken), "user part", session.stored.username),
          .claim("username", of: session.access, .access),
        ]
      )
    },
    .session("revocation-off", .note, "no origin_jti") { session, context in
      guard !context.isGeneric(session), let access = session.access,
        access.claims.originJTI == nil
      else { return nil }
      return Symptom(
        "the access token has no origin_jti: token revocation is off for the app client, and a "
          + "sign-out ends nothing at the pool",
        "turn on EnableTokenRevocation for the app client, and sign in again",
        .signIn,
        [.claim("origin_jti", of: access, .access)]
      )
    },
    .session("admin-scope-missing", .warning, "no scope aws.cognito.signin.user.admin") {
      session,
      context in
      let wanted = "aws.cognito.signin.user.admin"
      guard !context.isGeneric(session), let access = session.access,
        !(access.claims.scopes ?? []).contains(wanted)
      else { return nil }
      return Symptom(
        "the access token lacks the scope \(wanted): GetUser refuses it, and a global sign-out "
          + "only happens here, without a word",
        "ask for that scope when signing in",
        .signIn,
        [.claim("scope", of: access, .access)]
      )
    },
    .session("personal-data-in-access-token", .warning, "personal claims in the access token") {
      session,
      _ in
      guard let access = session.access else { return nil }
      let names = access.claims.members.map(\.name).filter(ClaimName.isPersonal)
      guard !names.isEmpty else { return nil }
      return Symptom(
        "the access token carries personal data: it travels with every request and ends in the "
          + "logs of every API",
        "take it out of the pre token generation trigger, the ID token is the place for it, and "
          + "refresh",
        .refresh,
        names.map { .claim($0, of: access, .access) }
      )
    },
  ]

  private static func session(
    _ code: String,
    _ severity: CheckSeverity,
    _ title: String,
    _ examine: @escaping @Sendable (CheckedSession) -> Symptom?
  ) -> CheckRule {
    .session(code, severity, title) { session, _ in examine(session) }
  }

  private static func wrongUse(
    _ session: CheckedSession,
    _ kind: TokenKind,
    place: AmplifyKey.Name,
    found: String
  ) -> Symptom? {
    let token = kind == .access ? session.access : session.idToken
    guard let token, token.claims.tokenUse == found else { return nil }
    return Symptom(
      kind == .access
        ? "an ID token stands where the access token belongs: the pool and strict APIs refuse it"
        : "an access token stands where the ID token belongs: the front end finds no user in it",
      "refresh to get each token in its place",
      .refresh,
      [CheckEvidence(session.key(place), "token_use", found)]
    )
  }
}
