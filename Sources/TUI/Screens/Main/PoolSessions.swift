package import AuthCore

/// What the pool said about a user's sessions on all devices.
package enum PoolSessions: Equatable, Sendable {
  case asking
  case known([UserSession])
  case failed(SessionError)
}

extension MainScreen {
  /// The lines of the tab about the user's devices; nothing is asked until somebody wants it.
  func deviceLines(_ session: Session, _ context: Context) -> [DetailLine] {
    switch context.poolSessions[session.id] {
    case nil:
      [DetailLine("devices", "Enter asks the pool", .accent, note: "with this access token")]
    case .asking?: [DetailLine("devices", "asking the pool…", .accent, note: "")]
    // Why is told above the lines, where there is room for a sentence.
    case .failed?: [DetailLine("devices", "Enter asks again", .accent, note: "")]
    case .known(let sessions)?: sessions.map { Self.line($0, context) }
    }
  }

  private static func line(_ session: UserSession, _ context: Context) -> DetailLine {
    let isThis = session.isCurrentSession == true
    let kind: SafeText = session.type == "SSO" ? "browser" : "tokens"
    let device = SafeText(foreign: session.deviceType ?? "unknown")
    let age: SafeText =
      session.lastActive.map {
        "active \(Countdown.age(max(0, Int(clamping: context.now.milliseconds(since: $0))))) ago"
      } ?? ""
    let address: SafeText =
      session.lastIPAddress.map {
        context.revealsPersonalClaims ? "  \(SafeText(foreign: $0))" : "  ••••"
      } ?? ""
    return DetailLine(
      name: session.id,
      label: isThis ? "● this one" : "○ \(kind)",
      value: "\(device)\(address)  \(age)",
      style: isThis ? .live : .plain,
      note: isThis ? "" : "Enter ends it"
    )
  }

  /// What Enter does in that tab: ask, ask again after a failure, or offer to end the chosen session.
  func openDevice(_ context: Context) -> Reaction {
    guard let selection else { return .none }
    guard case .known(let sessions)? = context.poolSessions[selection] else {
      if case .asking? = context.poolSessions[selection] { return .none }
      return .perform(.loadPoolSessions(selection))
    }
    guard sessions.indices.contains(detailLine) else { return .none }
    let session = sessions[detailLine]
    if session.isCurrentSession == true { return .perform(.loadPoolSessions(selection)) }
    return .open(.endSession(EndSessionScreen(selection, session, context)))
  }
}
