/// How large tokens are, and what is too small for them.
extension CheckRule {
  /// What browsers take of a cookie's name and value together (RFC 6265bis, section 5.7).
  static let cookieLimit = 4096

  static let sizes: [CheckRule] = [
    .session("token-too-large", .warning, "a token larger than a header may be") { session, _ in
      for (kind, bytes) in [
        (TokenKind.access, session.session.access?.byteCount ?? 0),
        (.id, session.session.idToken?.byteCount ?? 0),
      ] {
        let line = "Authorization: Bearer ".utf8.count + bytes
        guard line > 8192 else { continue }
        return Symptom(
          "the \(kind.title) makes a header of \(line) bytes: nginx, Apache and Node refuse lines "
            + "over 8 KiB with 400 or 431",
          "take groups or claims out of it, or raise the servers' limits",
          .diff,
          [CheckEvidence(kind.title, "\(bytes) bytes")]
        )
      }
      return nil
    },
    .session("would-not-fit-a-cookie", .note, "an item that no cookie can hold") { session, _ in
      guard session.session.id.backend != .cookie else { return nil }
      for name in AmplifyKey.Name.allCases {
        guard let value = session.stored[name] else { continue }
        let bytes = CookieText.name(session.key(name)).count + CookieText.value(value).count
        guard bytes > cookieLimit else { continue }
        return Symptom(
          "\(name.rawValue) would make a cookie of \(bytes) bytes: a browser drops it without a "
            + "word, so an app with CookieStorage or ssr loses it",
          "keep this session out of cookies, or take claims out of the token and refresh",
          .refresh,
          [CheckEvidence(session.key(name), "\(bytes) bytes as a cookie, the limit is 4096")]
        )
      }
      return nil
    },
  ]
}
