import AuthCore

extension SignOutPlan {
  typealias Section = Dialog<SignOutScreen.Choice>.Section

  /// What it will do, what it won't, and what it keeps.
  func sections(_ context: Context) -> [Section] {
    var sections: [Section] = []
    if let obstacle {
      sections.append(Section("cannot", [SafeText(foreign: "\(obstacle)")], .danger))
      sections.append(Section("could", [removalText], .key))
    } else {
      sections.append(Section("will", [callText, removalText], .key))
    }
    sections.append(usableSection(context))
    if !otherSessions.isEmpty {
      let others = otherSessions.map { SafeText(foreign: "\($0)") }
      sections.append(
        Section("ends", ["at the pool, its keys stay stored:"] + others, .key)
      )
    }
    if keptDeviceKeys > 0 {
      sections.append(Section("keeps", ["device keys (\(keptDeviceKeys))"], .key))
    }
    return sections
  }

  private var callText: SafeText {
    switch scope {
    case .everywhere: "revoke all refresh tokens of this user, on every device"
    case .here:
      calls.isEmpty
        ? "ask the pool nothing: the app client has token revocation turned off"
        : "revoke this sign-in's refresh token and its whole family"
    }
  }

  private var removalText: SafeText {
    let places = removals.map { removal -> SafeText in
      "\(removal.keyCount) keys from \(SafeText(foreign: removal.id.backend.rawValue))"
    }
    return "remove \(places.joined(separator: ", "))"
  }

  /// Tokens that outlive the sign-out, and until when.
  func usableSection(_ context: Context) -> Section {
    guard !stillUsable.isEmpty else {
      return Section("won't", ["leave a token that is still alive"], .key)
    }
    let tokens = stillUsable.map { token -> SafeText in
      let left = Int(clamping: token.until.milliseconds(since: context.now))
      return "the \(SafeText(foreign: token.kind.title)) until "
        + "\(SafeText(foreign: context.clockText(token.until))) "
        + "(\(Countdown(milliseconds: left).text))"
    }
    return Section(
      "won't",
      [
        "end tokens already handed out: anything that verifies offline accepts "
          + tokens.joined(separator: " and ")
      ],
      .key
    )
  }
}

extension SignOutReport {
  /// What became of each step, and what is still valid.
  func sections(_ context: Context) -> [SignOutPlan.Section] {
    var sections = steps.map { step -> SignOutPlan.Section in
      let title = SafeText(foreign: step.title)
      return switch step.outcome {
      case .confirmed: SignOutPlan.Section("✓ done", [title], .live)
      case .refused(let reason):
        SignOutPlan.Section("✗ refused", ["\(title): \(SafeText(foreign: reason))"], .danger)
      case .unknown(let reason):
        SignOutPlan.Section("? unknown", ["\(title): \(SafeText(foreign: reason))"], .expiring)
      case .skipped(let reason):
        SignOutPlan.Section("- skipped", ["\(title): \(SafeText(foreign: reason))"], .dim)
      }
    }
    if !isRemoved {
      sections.append(
        SignOutPlan.Section("kept", ["nothing was removed here; all is stored as before"], .title)
      )
    }
    return sections + [plan.usableSection(context)]
  }
}
