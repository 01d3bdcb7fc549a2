import AuthCore

extension CheckSeverity {
  /// The sign in front of a finding; the word stands beside it.
  var sign: SafeText {
    switch self {
    case .error: "✗"
    case .warning: "!"
    case .note: "·"
    }
  }

  var word: SafeText {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .note: "note"
    }
  }

  var style: Style {
    switch self {
    case .error: .danger
    case .warning: .expiring
    case .note: .dim
    }
  }
}

extension Finding.Subject {
  /// Who, or which client, and where.
  var shortText: SafeText {
    switch self {
    case .session(let id):
      "\(SafeText(foreign: id.username)) · \(SafeText(foreign: id.backend.rawValue))"
    case .client(let backend, let clientID):
      "\(SafeText(foreign: backend.rawValue)), client \(SafeText(foreign: clientID))"
    case .backend(let backend): "\(SafeText(foreign: backend.rawValue))"
    }
  }
}

extension Finding {
  /// Whether an action can be about what was found: there may be no session to do it with.
  func allows(_ action: Action, _ context: Context) -> Bool {
    switch action {
    case .removeKeys: !keys.isEmpty && context.whatIf == nil
    // Which session it is to be is chosen there, unless only one can be.
    case .point where subject.session == nil: true
    default: !action.needsSession || subject.session.map { context.ledger[$0] != nil } ?? false
    }
  }

  /// What to do, with the key that does it where it can be done from here.
  func adviceText(_ context: Context) -> SafeText {
    let text = SafeText(foreign: advice)
    guard let action = next?.action, allows(action, context) else { return text }
    return "\(text)  press \(context.settings.keys.label(of: action))"
  }

  /// Each thing that was seen, as where and what.
  func evidenceLines(isRevealing: Bool) -> [(place: SafeText, value: SafeText)] {
    evidence.map { one in
      let place = [one.place, one.claim].compactMap { $0 }.joined(separator: " ")
      return (SafeText(foreign: place), SafeText(foreign: one.shown(revealing: isRevealing)))
    }
  }
}
