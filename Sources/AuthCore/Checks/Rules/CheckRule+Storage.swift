/// What a backend keeps besides whole sessions.
extension CheckRule {
  static let storage: [CheckRule] =
    [
      .backend("backend-unavailable", .error, "a backend that cannot be read") { backend, _ in
        guard let reason = backend.unavailable else { return [] }
        return [
          Symptom(
            "the backend cannot be read: its sessions are neither shown nor checked",
            "do what the reason says, then reload",
            .reload,
            [CheckEvidence("\(backend.id)", reason)]
          )
        ]
      },
      .backend("pointer-missing", .warning, "sessions without LastAuthUser") { backend, _ in
        let users = Dictionary(grouping: backend.users.keys.filter(backend.hasTokens)) {
          $0.clientID
        }
        return users.keys.sorted().compactMap { clientID in
          guard backend.pointers[clientID] == nil, let known = users[clientID],
            let user = known.min()
          else { return nil }
          return Symptom(
            "there is no LastAuthUser for this app client: Amplify looks for a user named "
              + "\"username\" and takes everybody for signed out",
            "make LastAuthUser name the session that is meant, or sign in again",
            .point,
            [
              CheckEvidence(AmplifyKey.lastAuthUser(clientID: clientID).text, "not there"),
              CheckEvidence("stored", known.count > 1 ? "\(known.count) users" : "\(user)"),
            ],
            about: .client(backend.id, clientID: clientID),
            for: known.count > 1 ? nil : user
          )
        }
      },
      .backend("pointer-stale", .error, "a LastAuthUser that names nobody stored here") {
        backend,
        _ in
        backend.pointers.sorted { $0.key < $1.key }.compactMap { clientID, username in
          let id = SessionID(backend: backend.id, clientID: clientID, username: username)
          guard !backend.hasTokens(id) else { return nil }
          return Symptom(
            "LastAuthUser names a user without tokens: the app sees nobody, whoever else is stored",
            "sign that user in, or sign in as the one you want",
            .signIn,
            [CheckEvidence(AmplifyKey.lastAuthUser(clientID: clientID).text, username)],
            about: .client(backend.id, clientID: clientID),
            for: id
          )
        }
      },
      .backend("former-user", .note, "keys of a user without tokens") { backend, _ in
        backend.users.keys.sorted().compactMap { id in
          guard !backend.hasTokens(id), let names = backend.users[id] else { return nil }
          return Symptom(
            "keys of a user who is signed out are left: device keys and caches outlive a sign-out, and "
              + "cookies of them travel with every request",
            "remove them if that user does not come back on this device",
            .removeKeys,
            names.map { CheckEvidence("key", $0.rawValue) },
            about: .session(id),
            removing: names.map { key($0, of: id) }
          )
        }
      },
      .backend("version-5-leftover", .note, "keys that only Amplify's version 5 reads") {
        backend,
        _ in
        let caches = backend.users.filter { $0.value.contains(.userData) }.keys.sorted()
        let loose = backend.loose.keys.filter {
          if case .versionFive? = AmplifyOtherKey($0) { true } else { false }
        }.sorted()
        guard !caches.isEmpty || !loose.isEmpty else { return [] }
        let found =
          caches.map { CheckEvidence("\($0)", "userData") }
          + loose.map { CheckEvidence($0, "there") }
        return [
          Symptom(
            "keys of Amplify's version 5 are left, which version 6 neither reads nor removes; userData "
              + "holds personal data",
            "remove them once no page runs version 5",
            .removeKeys,
            Array(found.prefix(5)),
            removing: caches.map { key(.userData, of: $0) } + loose
          )
        ]
      },
    ] + redirects + identities

  private static func key(_ name: AmplifyKey.Name, of id: SessionID) -> String {
    AmplifyKey.tokenSet(clientID: id.clientID, username: id.username, name: name).text
  }

  private static let redirects: [CheckRule] = [
    .backend("oauth-stuck", .error, "a sign-in by redirect that never ended") { backend, _ in
      backend.clients(with: "inflightOAuth").compactMap { clientID in
        guard let (key, value) = backend.looseItem("inflightOAuth", clientID: clientID),
          value == "true"
        else { return nil }
        return Symptom(
          "inflightOAuth is set: a sign-in by redirect began and did not end, and every call of "
            + "fetchAuthSession waits for it, for ever if it was abandoned",
          "finish the sign-in in its tab, or remove what it left",
          .removeKeys,
          [CheckEvidence(key, value)],
          about: .client(backend.id, clientID: clientID),
          removing: AmplifyKey.OAuthName.inFlight.compactMap {
            backend.looseItem($0.rawValue, clientID: clientID)?.key
          }
        )
      }
    },
    .backend("oauth-leftover", .note, "a state or PKCE secret without a sign-in under way") {
      backend,
      _ in
      let names = ["oauthState", "oauthPKCE"]
      let clients = Set(names.flatMap { backend.clients(with: $0) }).sorted()
      return clients.compactMap { clientID in
        guard backend.looseItem("inflightOAuth", clientID: clientID)?.value != "true" else {
          return nil
        }
        let found = names.compactMap { backend.looseItem($0, clientID: clientID) }
        return Symptom(
          "the secrets of a sign-in by redirect are left and none is under way: its answer, if it "
            + "still comes, is refused as a wrong state",
          "remove them, or begin the sign-in again",
          .removeKeys,
          found.map { CheckEvidence($0.key, "\($0.value.utf8.count) bytes") },
          about: .client(backend.id, clientID: clientID),
          removing: found.map(\.key)
        )
      }
    },
    .backend("managed-login-flag-left", .warning, "a managed-login flag without a session") {
      backend,
      _ in
      backend.clients(with: "oauthSignIn").compactMap { clientID in
        guard let (key, value) = backend.looseItem("oauthSignIn", clientID: clientID),
          value.hasPrefix("true"),
          !backend.users.keys.contains(where: {
            $0.clientID == clientID && backend.hasTokens($0)
          })
        else { return nil }
        return Symptom(
          "the tokens of a managed login are gone and its flag is not: the browser may still have "
            + "the pool's cookie and sign in again without a password",
          "end it at https://<domain>/logout?client_id=\(clientID)&logout_uri=…, then remove the flag",
          .removeKeys,
          [CheckEvidence(key, value)],
          about: .client(backend.id, clientID: clientID),
          removing: [key]
        )
      }
    },
    .backend("sign-in-step-ending", .warning, "a sign-in whose step is about to time out") {
      backend,
      context in
      guard let text = backend.loose["CognitoSignInState.expiry"], let number = Int64(text) else {
        return []
      }
      let end = NumericDate(milliseconds: number)
      let left = end.milliseconds(since: context.now)
      guard left < 60_000 else { return [] }
      let step = backend.loose["CognitoSignInState.challengeName"] ?? "unknown"
      return [
        Symptom(
          left > 0
            ? "a sign-in waits for an answer and times out in \(left / 1000) s"
            : "a sign-in waited for an answer and timed out: Amplify forgets a step after 3 minutes",
          left > 0 ? "answer now" : "begin the sign-in again",
          .signIn,
          [
            CheckEvidence("CognitoSignInState.challengeName", step),
            CheckEvidence("CognitoSignInState.expiry", end.utcText),
          ]
        )
      ]
    },
  ]

  private static let identities: [CheckRule] = [
    .backend("identity-id-of-another-user", .warning, "an identity id beside a signed-in user") {
      backend,
      _ in
      let users = backend.users.keys.filter(backend.hasTokens).sorted()
      guard let user = users.first else { return [] }
      let keys = backend.loose.keys.filter {
        ($0.hasPrefix("com.amplify.Cognito.") && $0.hasSuffix(".identityId"))
          || $0.hasPrefix("CognitoIdentityId-")
      }.sorted()
      return keys.map { key in
        Symptom(
          "an identity id of a guest or of an earlier user is stored beside a signed-in one: when "
            + "it is another user's, GetId answers \"Logins don't match\"",
          "remove it and let the next fetchAuthSession get the user's own",
          .removeKeys,
          [
            CheckEvidence(key, backend.loose[key] ?? ""),
            CheckEvidence("signed in", users.count > 1 ? "\(users.count) users" : "\(user)"),
          ],
          removing: [key]
        )
      }
    }
  ]
}
