import AuthCore

/// A session as `list --json` and `show --json` print it; it never holds a token.
enum SessionRecord {
  static func record(_ session: Session, at now: NumericDate) -> JSONRecord {
    var record = JSONRecord()
    record.set("id", session.id.description)
    record.set("backend", session.id.backend.rawValue)
    record.set("client_id", session.id.clientID)
    record.set("username", session.id.username)
    record.set("login_id", session.loginID)
    record.set("sub", session.sub)
    record.set("issuer", session.issuer)
    record.set("state", session.state(at: now).word)
    record.set("pointer", session.isPointer)
    record.set("active", session.isActive)
    record.set("groups", session.groups)
    record.set("clock_drift_ms", drift(session.clockDrift))
    record.set("access", token(session.access, session, now))
    record.set("id_token", token(session.idToken, session, now))
    record.set("refresh", refresh(session.refresh))
    record.set("refusal", refusal(session.refusal))
    record.set("problems", session.problems.map(problem))
    return record
  }

  private static func drift(_ drift: ClockDrift) -> Int64? {
    if case .milliseconds(let drift) = drift { drift } else { nil }
  }

  private static func token(
    _ token: TokenSummary?,
    _ session: Session,
    _ now: NumericDate
  ) -> JSONValue {
    guard let token else { return .null }
    var record = JSONRecord()
    record.set("exp", token.expiresAt?.seconds)
    record.set("iat", token.issuedAt?.seconds)
    // By the issuer's clock, as Amplify counts.
    record.set(
      "expires_in",
      token.expiresAt.map { _ in session.millisecondsLeft(of: token, at: now) / 1000 }
    )
    record.set("bytes", Int64(token.byteCount))
    return record.value
  }

  private static func refresh(_ token: RefreshTokenSummary?) -> JSONValue {
    var record = JSONRecord()
    record.set("present", token != nil)
    record.set("bytes", Int64(token?.byteCount ?? 0))
    record.set("deadline", token?.deadline?.seconds)
    return record.value
  }

  private static func refusal(_ refusal: Refusal?) -> JSONValue {
    guard let refusal else { return .null }
    var record = JSONRecord()
    record.set("kind", refusal.kind.rawValue)
    record.set("name", refusal.name)
    record.set("message", refusal.message)
    record.set("at", refusal.date.seconds)
    return record.value
  }

  private static func problem(_ problem: Problem) -> JSONRecord {
    var record = JSONRecord()
    record.set("code", problem.code)
    record.set("message", problem.message)
    return record
  }
}
