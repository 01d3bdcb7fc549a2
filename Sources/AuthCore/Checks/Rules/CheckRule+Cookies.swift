/// What browsers and servers do with the cookies of a backend.
extension CheckRule {
  static let cookies: [CheckRule] = [
    .backend("cookie-too-large", .error, "a cookie over 4096 bytes") { backend, _ in
      (backend.cookies ?? []).filter { $0.size > cookieLimit }.map { cookie in
        Symptom(
          "a cookie has \(cookie.size) bytes of name and value: browsers drop it silently and keep "
            + "the previous one, so tokens of two refreshes stand side by side",
          "take claims out of the token, or move the session to another backend",
          .move,
          [CheckEvidence(cookie.key, "\(cookie.size) bytes, the limit is 4096")],
          about: cookie.subject(in: backend.id)
        )
      }
    },
    sum("cookies-over-8k", .warning, 8192..<16384, "nginx, Apache and many proxies"),
    sum("cookies-over-16k", .error, 16384..<Int.max, "Node, CloudFront and load balancers"),
    .backend("cookie-secure-on-http", .error, "secure cookies on a page without TLS") {
      backend,
      context in
      guard let origin = context.origin, !origin.isSecure,
        let cookie = backend.cookies?.first(where: \.isSecure)
      else { return [] }
      let who = origin.isLoopback ? "Safari" : "every browser"
      return [
        Symptom(
          "the cookies are Secure and the page is plain http: \(who) ignores them, and the sign-in "
            + "ends with UnexpectedSignInInterruptionException",
          "serve the page by https, or set secure to false for that environment, and look again",
          .reload,
          [CheckEvidence("origin", "\(origin)"), CheckEvidence(cookie.key, "Secure")]
        )
      ]
    },
    .backend("cookie-not-for-the-host", .error, "cookies of a domain that the page is not in") {
      backend,
      context in
      guard let origin = context.origin,
        let cookie = backend.cookies?.first(where: { !$0.isSent(to: origin.host) })
      else { return [] }
      return [
        Symptom(
          "the cookies' domain is not the page's: the browser refuses to set them and never sends "
            + "them",
          "set the domain option to the page's host or a parent of it, and look again",
          .reload,
          [
            CheckEvidence("origin", "\(origin)"),
            CheckEvidence(
              cookie.key,
              "domain",
              (cookie.includesSubdomains ? "." : "") + cookie.domain
            ),
          ]
        )
      ]
    },
    .backend("cookie-duplicate", .warning, "two cookies of one name") { backend, _ in
      let groups = Dictionary(grouping: backend.cookies ?? [], by: \.key)
      return groups.keys.sorted().compactMap { key in
        guard let same = groups[key], same.count > 1 else { return nil }
        return Symptom(
          "there are \(same.count) cookies of one name: the app reads the first, and a sign-out "
            + "removes only the one of its own path and domain",
          "delete the others with the same path and domain that they were set with",
          .signOut,
          same.map { CheckEvidence(key, "domain and path", "\($0.domain)\($0.path)") },
          about: same[0].subject(in: backend.id)
        )
      }
    },
    .backend("cookie-path-narrow", .warning, "cookies of a part of the site") { backend, _ in
      guard let cookie = backend.cookies?.first(where: { $0.path != "/" }) else { return [] }
      return [
        Symptom(
          "the cookies are only sent below \(cookie.path): the rest of the site sees nobody signed "
            + "in",
          "set the path option to /, and look again",
          .reload,
          [CheckEvidence(cookie.key, "path", cookie.path)]
        )
      ]
    },
  ]

  private static func sum(
    _ code: String,
    _ severity: CheckSeverity,
    _ range: Range<Int>,
    _ who: String
  ) -> CheckRule {
    .backend(code, severity, "cookies of \(range.lowerBound) bytes and more together") {
      backend,
      _ in
      let cookies = backend.cookies ?? []
      let total = cookies.reduce(0) { $0 + $1.size + 3 } - (cookies.isEmpty ? 0 : 2)
      guard range.contains(total) else { return [] }
      let largest = cookies.sorted { $0.size > $1.size }.prefix(3)
      return [
        Symptom(
          "all cookies together make a header of \(total) bytes: \(who) refuse more than "
            + "\(range.lowerBound) with 431 or RequestHeaderSectionTooLarge",
          "sign leftover users and clients out, or move sessions to another backend",
          .signOut,
          largest.map { CheckEvidence($0.key, "\($0.size) bytes") }
        )
      ]
    }
  }
}

extension CookieFact {
  /// Bytes of name and value, which is what browsers limit.
  var size: Int { nameBytes + valueBytes }

  /// The session or client that the cookie is of.
  func subject(in backend: BackendID) -> Finding.Subject {
    switch AmplifyKey(key) {
    case .tokenSet(let clientID, let username, _):
      .session(SessionID(backend: backend, clientID: clientID, username: username))
    case .lastAuthUser(let clientID), .oauth(let clientID, _): .client(backend, clientID: clientID)
    case nil: .backend(backend)
    }
  }

  /// Whether a page of the host gets it (RFC 6265, section 5.1.3).
  func isSent(to host: String) -> Bool {
    host == domain || (includesSubdomains && host.hasSuffix("." + domain))
  }
}
