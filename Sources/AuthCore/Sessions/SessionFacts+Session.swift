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
    problems += Self.problems(of: fields)
    if !problems.isEmpty { fields.problems = problems }
    return fields
  }

  /// The stored drift as Amplify reads it.
  var clockDrift: ClockDrift {
    guard let drift else { return .absent }
    return Self.parsedInteger(drift).map { .milliseconds($0) } ?? .notANumber
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
  /// a sign, and digits up to whatever follows them.
  private static func parsedInteger(_ text: String) -> Int64? {
    let trimmed = text.drop(while: \.isWhitespace)
    let sign = trimmed.prefix { $0 == "-" || $0 == "+" }.prefix(1)
    let digits = trimmed.dropFirst(sign.count).prefix { ("0"..."9").contains($0) }
    return Int64(sign + digits)
  }

  private static func problems(of session: SessionFields) -> [Problem] {
    var problems: [Problem] = []
    if session.clockDrift == .notANumber { problems.append(.driftNotANumber) }
    if session.refresh == nil { problems.append(.missing(.refresh)) }
    if let access = session.access, let idToken = session.idToken {
      if access.originJTI != idToken.originJTI || access.issuedAt != idToken.issuedAt {
        problems.append(.mixedGenerations)
      }
      if access.issuer != idToken.issuer { problems.append(.twoIssuers) }
    }
    return problems
  }
}
