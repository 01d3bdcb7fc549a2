extension SessionFacts {
  /// The session that the facts make, with what is wrong about it.
  package func session(id: SessionID) -> Session { Session(fields(id: id)) }

  func fields(id: SessionID) -> SessionFields {
    var fields = SessionFields(id: id)
    var problems: [Problem] = []
    fields.access = summary(access, .access, &problems)
    fields.idToken = summary(idToken, .id, &problems)
    fields.groups = groups
    fields.refresh = refresh.map {
      RefreshTokenSummary(byteCount: $0.byteCount, isEncrypted: $0.isEncrypted)
    }
    fields.clockDrift = clockDrift
    fields.loginID = loginID
    fields.deviceKeyCount = AmplifyKey.Name.device.count { names.contains($0) }
    problems += self.problems(of: fields)
    if !problems.isEmpty { fields.problems = problems }
    return fields
  }

  /// The stored drift as Amplify reads it.
  var clockDrift: ClockDrift {
    guard drift != nil else { return .absent }
    guard let value = driftNumber else { return .notANumber }
    return .milliseconds(isDriftInSeconds ? -value * 1000 : value)
  }

  /// The stored drift's number, whatever its unit.
  var driftNumber: Int64? { drift.flatMap(Self.parsedInteger) }

  /// Whether the drift was written by Amplify's version 5: in seconds, and with the other sign.
  ///
  /// Version 5 caches `userData` and version 6 records `signInDetails`, neither the other's. A number
  /// of more than a day of seconds is milliseconds all the same, and so is one just below zero, which
  /// version 6 measures with a right clock and version 5 does not.
  var isDriftInSeconds: Bool {
    guard names.contains(.userData), !names.contains(.signInDetails),
      let value = driftNumber
    else { return false }
    return (-86_400 ..< -3000).contains(value) || (1...86_400).contains(value)
  }

  private var groups: [String] {
    if case .decoded(_, let groups?) = access { return groups }
    if case .decoded(_, let groups?) = idToken { return groups }
    return []
  }

  private func summary(
    _ token: Token?,
    _ kind: TokenKind,
    _ problems: inout [Problem]
  ) -> TokenSummary? {
    switch token {
    case .decoded(let summary, _): return summary
    case .undecodable(let reason): problems.append(.undecodable(kind, reason))
    case nil where kind == .access || !names.contains(.oauthMetadata):
      problems.append(.missing(kind))
    case nil: break
    }
    return nil
  }

  /// What JavaScript's `Number.parseInt` reads, with which Amplify reads the drift: spaces before,
  /// a sign, and digits up to whatever follows them; beyond 64 bits it is the end on that side.
  private static func parsedInteger(_ text: String) -> Int64? {
    let trimmed = text.drop(while: \.isWhitespace)
    let sign = trimmed.prefix { $0 == "-" || $0 == "+" }.prefix(1)
    let digits = trimmed.dropFirst(sign.count).prefix { ("0"..."9").contains($0) }
    guard !digits.isEmpty else { return nil }
    return Int64(sign + digits) ?? (sign == "-" ? .min : .max)
  }

  private func problems(of session: SessionFields) -> [Problem] {
    var problems: [Problem] = []
    if session.clockDrift == .notANumber { problems.append(.driftNotANumber) }
    if isDriftInSeconds { problems.append(.driftInSeconds) }
    if session.refresh == nil { problems.append(.missing(.refresh)) }
    // Other issuers than user pools may have another one for access tokens, and renew one token alone
    // (OpenID Connect Core section 12.2).
    if let access = session.access, let idToken = session.idToken,
      !Session.isGeneric(access: access.issuer, idToken: idToken.issuer)
    {
      if access.originJTI != idToken.originJTI || access.issuedAt != idToken.issuedAt {
        problems.append(.mixedGenerations)
      }
      if access.issuer != idToken.issuer { problems.append(.twoIssuers) }
    }
    return problems
  }
}
