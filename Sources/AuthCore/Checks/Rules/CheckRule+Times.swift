/// Clocks, lifetimes and deadlines.
extension CheckRule {
  static let times: [CheckRule] =
    [
      .session("refused", .error, "a session that its pool refused") { session, _ in
        guard let refusal = session.session.refusal else { return nil }
        return Symptom(
          "the pool will not renew this session (\(refusal.kind.rawValue)): it ends with its tokens",
          "sign in again",
          .signIn,
          [
            CheckEvidence("the pool's answer", refusal.name, refusal.message),
            CheckEvidence("answered", refusal.date.utcText),
          ]
        )
      },
      .session("revoked-but-verifies", .warning, "a revoked token that others still accept") {
        session,
        context in
        let learned = context.learned[session.session.id]
        var revoked: CheckEvidence?
        if let refusal = session.session.refusal, [.revoked, .disabled].contains(refusal.kind) {
          revoked = CheckEvidence("the pool's answer", refusal.name, refusal.message)
        }
        if case .refused(let name, let message)? = learned?.liveness, message.contains("revoked") {
          revoked = CheckEvidence("GetUser", name, message)
        }
        guard let revoked, let end = session.access?.claims.exp, end > session.issuerNow(context)
        else { return nil }
        return Symptom(
          "it is revoked at the pool and its access token still verifies: whoever checks offline "
            + "accepts it until it expires",
          "wait until it expires, or have APIs ask the pool as an online check does",
          .verifyOnline,
          [revoked, CheckEvidence("access token", "exp", end.utcText)]
        )
      },
      .session("expired", .warning, "an expired session that can be renewed") { session, context in
        guard session.session.refusal == nil, session.session.refresh != nil,
          let (kind, token) = session.expired(at: context.now), token.expiresAt != nil
        else { return nil }
        return Symptom(
          "the \(kind.title) has expired: the app renews it with its next request",
          "refresh to renew it now",
          .refresh,
          [CheckEvidence(kind.title, "exp", token.expiresAt?.utcText ?? "")]
        )
      },
      .session("ended", .error, "an expired session without a refresh token") { session, context in
        guard session.session.refresh == nil, let (kind, token) = session.expired(at: context.now)
        else { return nil }
        return Symptom(
          "the \(kind.title) has expired and nothing can renew it: the user is signed out",
          "sign in again",
          .signIn,
          [CheckEvidence(kind.title, "exp", token.expiresAt?.utcText ?? "not there")]
        )
      },
      .session("expiry-missing", .error, "a token without exp") { session, _ in
        guard let (kind, token) = session.tokens.first(where: { $0.token.claims.exp == nil }) else {
          return nil
        }
        return Symptom(
          "the \(kind.title) has no exp: Amplify counts it as expired and refreshes with every request",
          "sign in again, and if it comes back look at the pre token generation trigger",
          .signIn,
          [.claim("exp", of: token, kind)]
        )
      },
      .session("issue-time-missing", .warning, "an access token without iat") { session, _ in
        guard let access = session.access, access.claims.iat == nil else { return nil }
        return Symptom(
          "the access token has no iat: Amplify cannot measure the clock drift, and its refresh fails "
            + "with iatNotFoundException",
          "sign in again at the pool",
          .signIn,
          [.claim("iat", of: access, .access)]
        )
      },
      .session("lifetime-unusual", .note, "a lifetime that no app client can have") {
        session,
        context in
        guard !context.isGeneric(session) else { return nil }
        for (kind, token) in session.tokens {
          guard let start = token.claims.iat, let end = token.claims.exp else { continue }
          let seconds = end.milliseconds(since: start) / 1000
          if (300...86400).contains(seconds) { continue }
          return Symptom(
            "the \(kind.title) lives for \(seconds) seconds: an app client allows 5 minutes to 1 day",
            "find out who issued it, since Cognito does not",
            .verify,
            [.claim("iat", of: token, kind), .claim("exp", of: token, kind)]
          )
        }
        return nil
      },
      .session("issued-in-the-future", .warning, "a token that is not yet issued") {
        session,
        context in
        let now = session.issuerNow(context)
        for (kind, token) in session.tokens {
          guard let start = token.claims.nbf ?? token.claims.iat,
            start.milliseconds(since: now) > 60_000
          else { continue }
          return Symptom(
            "the \(kind.title) was issued in the future by this clock and the stored drift: the clock "
              + "was set back, or the drift is wrong",
            "set this machine's clock, then refresh to have the drift measured anew",
            .refresh,
            [.claim("iat", of: token, kind), CheckEvidence("now by the drift", now.utcText)]
          )
        }
        return nil
      },
    ] + clocks + deadlines

  private static let clocks: [CheckRule] = [
    .session("drift-in-seconds", .warning, "a clockDrift in the unit of Amplify's version 5") {
      session,
      _ in
      guard case .milliseconds(let drift) = session.session.clockDrift, drift != 0,
        session.stored[.signInDetails] == nil, session.stored[.oauthMetadata] == nil
      else { return nil }
      let isOfVersion5 = session.stored[.userData] != nil
      // Version 6 measures a few milliseconds below zero where the clocks agree, version 5 whole
      // seconds above it.
      guard (1...86400).contains(drift) || (isOfVersion5 && (-86400..<(-2000)).contains(drift))
      else { return nil }
      var evidence = [CheckEvidence(session.key(.clockDrift), "\(drift)")]
      if isOfVersion5 { evidence.append(CheckEvidence(session.key(.userData), "there")) }
      return Symptom(
        "clockDrift looks like version 5's seconds, with the other sign: version 6 reads "
          + "\(drift) ms where \(drift) s the other way were meant",
        "refresh to have it measured anew",
        .refresh,
        evidence
      )
    },
    .session("clock-off", .warning, "a clock that is minutes off") { session, context in
      let limit: Int64 = 60_000
      if let server = context.learned[session.session.id]?.serverDrift, abs(server) > limit {
        return Symptom(
          "this machine's clock is \(server / 1000) s behind the pool's: proofs of passwords and "
            + "verifiers with little leeway fail",
          "set this machine's clock",
          .refresh,
          [CheckEvidence("the server's Date header", "\(server / 1000) s ahead")]
        )
      }
      guard case .milliseconds(let drift) = session.session.clockDrift, drift.magnitude > limit
      else { return nil }
      return Symptom(
        "the clock was \(drift / 1000) s behind the pool's when these tokens came: if it was set "
          + "since, Amplify misjudges when they expire",
        "set this machine's clock, then refresh to have the drift measured anew",
        .refresh,
        [CheckEvidence(session.key(.clockDrift), "\(drift) ms")]
      )
    }.forLists,
  ]

  private static let deadlines: [CheckRule] = [
    .session("refresh-deadline-near", .warning, "a refresh token in its last day") {
      session,
      context in
      guard let deadline = session.session.refresh?.deadline else { return nil }
      let left = deadline.milliseconds(since: session.issuerNow(context))
      guard left > 0, left < 86_400_000 else { return nil }
      return Symptom(
        "the refresh token ends in less than a day, and no refresh extends it: the user must sign "
          + "in again then",
        "sign in again before that",
        .signIn,
        [CheckEvidence("refresh token", "ends", deadline.utcText)]
      )
    }.forLists,
    .session("refresh-deadline-past", .error, "a refresh token past its end") { session, context in
      guard let deadline = session.session.refresh?.deadline,
        deadline <= session.issuerNow(context)
      else { return nil }
      return Symptom(
        "the refresh token's lifetime is over by the configured validity: the next refresh is "
          + "refused",
        "sign in again",
        .signIn,
        [CheckEvidence("refresh token", "ended", deadline.utcText)]
      )
    }.forLists,
    .session("managed-login-alive", .note, "a managed-login session in the browser") {
      session,
      context in
      guard session.stored[.oauthMetadata] != nil, !context.isGeneric(session),
        let start = session.session.access?.authTime ?? session.session.idToken?.authTime
      else { return nil }
      let age = session.issuerNow(context).milliseconds(since: start)
      guard age < 3_600_000 else { return nil }
      return Symptom(
        "the user came through managed login less than an hour ago: its cookie is alive, and a "
          + "sign-out here lets him in again without a password",
        "end it at https://<domain>/logout?client_id=\(session.stored.clientID)&logout_uri=…",
        .signOut,
        [
          CheckEvidence(session.key(.oauthMetadata), "there"),
          CheckEvidence("access token", "auth_time", start.utcText),
        ]
      )
    },
  ]
}
