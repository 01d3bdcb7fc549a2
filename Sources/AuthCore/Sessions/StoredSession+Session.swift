extension StoredSession {
  /// The session that the stored items make, with what is wrong about them.
  package func session(id: SessionID) -> Session {
    var session = Session(id: id)
    let access = summary(.access, in: &session)
    let idToken = summary(.id, in: &session)
    session.access = access?.0
    session.idToken = idToken?.0
    session.groups = access?.1.groups ?? idToken?.1.groups ?? []
    session.refresh = token(.refresh).map { token in
      let dots = token.reveal().utf8.count { $0 == UInt8(ascii: ".") }
      return RefreshTokenSummary(byteCount: token.byteCount, isEncrypted: dots == 4)
    }
    session.clockDrift = drift
    session.loginID = loginID
    session.deviceKeyCount = AmplifyKey.Name.device.count { self[$0] != nil }
    session.problems += problems(of: session)
    return session
  }

  private func summary(
    _ kind: TokenKind,
    in session: inout Session
  ) -> (TokenSummary, Claims)? {
    guard let text = token(kind) else {
      if kind == .access || self[.oauthMetadata] == nil {
        session.problems.append(.missing(kind))
      }
      return nil
    }
    var summary = TokenSummary(byteCount: text.byteCount)
    do {
      let claims = try CompactToken(text.reveal()).claims
      summary.issuedAt = claims.iat
      summary.expiresAt = claims.exp
      summary.sub = claims.sub
      summary.issuer = claims.iss
      summary.originJTI = claims.originJTI
      summary.eventID = claims.eventID
      summary.authTime = claims.authTime
      return (summary, claims)
    } catch {
      session.problems.append(.undecodable(kind, error))
      return nil
    }
  }

  private var drift: ClockDrift {
    guard let text = self[.clockDrift] else { return .absent }
    guard let value = Self.parsedInteger(text) else { return .notANumber }
    return .milliseconds(isDriftInSeconds ? -value * 1000 : value)
  }

  /// Whether the drift was written by Amplify's version 5: in seconds, and with the other sign.
  ///
  /// Version 5 caches `userData` and version 6 records `signInDetails`, neither the other's. A number
  /// of more than a day of seconds is milliseconds all the same, and so is one just below zero, which
  /// version 6 measures with a right clock and version 5 does not.
  var isDriftInSeconds: Bool {
    guard self[.userData] != nil, self[.signInDetails] == nil,
      let value = self[.clockDrift].flatMap(Self.parsedInteger)
    else { return false }
    return (-86_400 ..< -3000).contains(value) || (1...86_400).contains(value)
  }

  /// The unit of the stored drift: nothing in the value tells it, so what else is there does.
  ///
  /// Version 6 always writes sign-in details; version 5 never does, and keeps `userData`.
  var driftUnit: SessionDetail.DriftUnit? {
    guard case .milliseconds(let drift) = drift else { return nil }
    guard self[.signInDetails] == nil, self[.oauthMetadata] == nil else { return .version6 }
    let isSmall = (-86_400...86_400).contains(drift) && drift != 0
    return isSmall && (self[.userData] != nil || drift > 0) ? .version5 : .version6
  }

  /// The stored drift in milliseconds, zero where there is none that is a number.
  var knownDrift: Int64 {
    if case .milliseconds(let drift) = drift { drift } else { 0 }
  }

  /// What JavaScript's `Number.parseInt` reads, with which Amplify reads the drift: spaces before,
  /// a sign, and digits up to whatever follows them.
  private static func parsedInteger(_ text: String) -> Int64? {
    let trimmed = text.drop(while: \.isWhitespace)
    let sign = trimmed.prefix { $0 == "-" || $0 == "+" }.prefix(1)
    let digits = trimmed.dropFirst(sign.count).prefix { ("0"..."9").contains($0) }
    return Int64(sign + digits)
  }

  /// `loginId` of Amplify's `signInDetails`.
  private var loginID: String? {
    guard let text = self[.signInDetails],
      case .object(let details)? = try? JSONParser.parse(Array(text.utf8)).value
    else { return nil }
    return details["loginId"]?.text
  }

  private func problems(of session: Session) -> [Problem] {
    var problems: [Problem] = []
    if session.clockDrift == .notANumber { problems.append(.driftNotANumber) }
    if isDriftInSeconds { problems.append(.driftInSeconds) }
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
