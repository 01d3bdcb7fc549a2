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
  func countdown(_ token: TokenSummary?) -> Countdown? { session.countdown(token, context) }

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
    guard session.isRenewable else { return StyledLine("none", .dim) }
    guard let countdown = session.deadlineCountdown(context) else {
      return StyledLine("unknown", .dim)
    }
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
}

extension Session {
  /// In how many milliseconds something in its row changes by itself.
  func nextChange(_ context: Context) -> Int? { countdowns(context).map(\.nextChange).min() }

  /// Whether a countdown of its row counts in seconds.
  func showsSeconds(_ context: Context) -> Bool {
    countdowns(context).contains(where: \.showsSeconds)
  }

  /// A token's countdown, by the issuer's clock.
  func countdown(_ token: TokenSummary?, _ context: Context) -> Countdown? {
    token.map {
      Countdown(milliseconds: Int(clamping: millisecondsLeft(of: $0, at: context.now)))
    }
  }

  private func countdowns(_ context: Context) -> [Countdown] {
    [countdown(access, context), countdown(idToken, context), deadlineCountdown(context)]
      .compactMap { $0 }
  }

  /// The refresh token's countdown, where its end is known.
  fileprivate func deadlineCountdown(_ context: Context) -> Countdown? {
    refreshMillisecondsLeft(at: context.poolNow).map {
      Countdown(milliseconds: Int(clamping: $0))
    }
  }
}
