import AuthCore

/// One session as a row of the list.
struct SessionRow {
  let session: Session
  let state: SessionState
  let twin: Ledger.Twin?
  let context: Context

  init(_ session: Session, _ context: Context) {
    self.session = session
    self.context = context
    state = session.state(at: context.now)
    twin = context.ledger.twins[session.id]
  }

  /// A token's countdown, by the issuer's clock.
  func countdown(_ token: TokenSummary?) -> Countdown? {
    token.map {
      Countdown(milliseconds: Int(clamping: session.millisecondsLeft(of: $0, at: context.now)))
    }
  }

  /// The share of a token's life that is left.
  func share(_ token: TokenSummary) -> LifeBar {
    guard let end = token.expiresAt, let start = token.issuedAt else { return LifeBar(share: 0) }
    let left = session.millisecondsLeft(of: token, at: context.now)
    return LifeBar(left: Int(clamping: left), of: Int(clamping: end.milliseconds(since: start)))
  }

  /// What the refresh token's column says.
  ///
  /// `refused` draws the class of a refusal.
  func refreshText(_ refused: (SafeText, Style) -> StyledLine) -> StyledLine {
    if let refusal = session.refusal {
      let word = refusal.kind == .unknown ? "refused" : refusal.kind.rawValue
      return refused(SafeText(foreign: word), .revoked)
    }
    guard let refresh = session.refresh else { return StyledLine("none", .dim) }
    guard let deadline = refresh.deadline else { return StyledLine("unknown", .dim) }
    let countdown = Countdown(
      milliseconds: Int(clamping: deadline.milliseconds(since: context.poolNow))
    )
    return StyledLine(countdown.text, countdown.isOver ? .expired : .plain)
  }

  /// What breaks the session, without the advice; nil when nothing does.
  var brokenReason: SafeText? {
    guard case .broken(let reason) = state else { return nil }
    return SafeText(foreign: String(reason.prefix { $0 != ":" }))
  }

  /// What is to be known of the session in its backend, after the backend's name.
  var backendMarks: StyledLine {
    var line = StyledLine()
    if session.isActive { line.append(" ★", .accent) }
    if twin != nil { line.append(" ≈", .dim) }
    return line
  }

  /// In how many milliseconds something in this row changes by itself.
  var nextChange: Int? { countdowns.map(\.nextChange).min() }

  /// Whether a countdown of this row counts in seconds.
  var showsSeconds: Bool { countdowns.contains(where: \.showsSeconds) }

  private var countdowns: [Countdown] {
    let deadline = session.refresh?.deadline.map {
      Countdown(milliseconds: Int(clamping: $0.milliseconds(since: context.poolNow)))
    }
    return [countdown(session.access), countdown(session.idToken), deadline].compactMap { $0 }
  }
}
