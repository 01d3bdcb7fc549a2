/// Whether a session belongs to the app client and the pool that it stands under.
extension CheckRule {
  static let pools: [CheckRule] = [
    .session("client-differs", .error, "a token of another app client") { session, _ in
      let access = session.access?.claims.clientID.map { [$0] }
      for (kind, clients) in [(TokenKind.access, access), (.id, session.idToken?.claims.aud)] {
        guard let clients,
          !clients.contains(where: { $0.hasSameBytes(as: session.stored.clientID) })
        else { continue }
        return Symptom(
          "the \(kind.title) was issued to another app client than its key names: this client may "
            + "neither refresh nor revoke it",
          "sign in again through this app client",
          .signIn,
          [
            CheckEvidence(
              session.key(kind == .access ? .accessToken : .idToken),
              "client part",
              session.stored.clientID
            ),
            CheckEvidence(
              kind.title,
              kind == .access ? "client_id" : "aud",
              clients.joined(separator: ", ")
            ),
          ]
        )
      }
      return nil
    },
    .session("pool-differs", .error, "a token of another pool than the configured one") {
      session,
      context in
      let pools = context.pools(of: session.stored.clientID)
      guard !pools.isEmpty, let issuer = session.session.issuer, let pool = session.session.poolID,
        !pools.contains(where: { $0.poolID.hasSameBytes(as: pool) })
      else { return nil }
      return Symptom(
        "the tokens come from another pool than the one configured for this app client",
        "check the pool id of the configuration, or remove the session and sign in again",
        .signOut,
        [
          CheckEvidence("token", "iss", issuer),
          CheckEvidence("configured pool", pools.map(\.poolID).joined(separator: ", ")),
        ]
      )
    }.forLists,
    .session("issuer-other-form", .warning, "the newer form of the issuer") { session, _ in
      guard let issuer = session.session.issuer,
        issuer.hasPrefix("https://issuer-cognito-idp.")
      else { return nil }
      return Symptom(
        "the issuer has the newer form: aws-jwt-verify 5.1 and checks that build the issuer from "
          + "the pool id refuse these tokens",
        "accept both forms where tokens are verified, or set the pool's issuer to ORIGINAL",
        .verify,
        [
          CheckEvidence("token", "iss", issuer),
          CheckEvidence("other form", issuer.replacingPrefix("https://issuer-", "https://")),
        ]
      )
    },
    .session("issuer-unknown", .warning, "an issuer that is no pool known here") {
      session,
      context in
      guard let issuer = session.session.issuer, !issuer.isEmpty,
        context.pools(of: session.stored.clientID).isEmpty,
        Pools.derived(issuer: issuer, clientID: session.stored.clientID) == nil
      else { return nil }
      return Symptom(
        "the issuer is neither Amazon's nor that of a configured pool: these tokens can be neither "
          + "refreshed nor verified from here",
        "configure its pool by --endpoint, --pool-id and --client-id, and verify it then",
        .verify,
        [CheckEvidence("token", "iss", issuer)]
      )
    },
    .session("former-client", .warning, "a session of an app client that is not configured") {
      session,
      context in
      guard !context.pools.isEmpty, context.pools(of: session.stored.clientID).isEmpty else {
        return nil
      }
      return Symptom(
        "its app client is none of the configured ones: it looks like a leftover of a former client",
        "sign it out to remove its keys, or configure the client",
        .signOut,
        [
          CheckEvidence(session.key(.accessToken), "client part", session.stored.clientID),
          CheckEvidence(
            "configured clients",
            Set(context.pools.map(\.clientID)).sorted().joined(separator: ", ")
          ),
        ]
      )
    }.forLists,
  ]
}

extension String {
  /// The text with another beginning, when it has that one.
  fileprivate func replacingPrefix(_ prefix: String, _ other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
