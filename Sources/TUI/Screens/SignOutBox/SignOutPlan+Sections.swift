import AuthCore

extension SignOutPlan {
  typealias Section = Dialog<SignOutScreen.Choice>.Section

  /// What it will do, what it won't, and what it keeps.
  func sections(_ context: Context) -> [Section] {
    var sections: [Section] = []
    if let earlier {
      sections.append(Section("before", .expiring, [SafeText(foreign: earlier.message)]))
    }
    if let obstacle {
      sections.append(Section("cannot", .danger, [SafeText(foreign: "\(obstacle)")]))
      sections.append(Section("could", .key, [removalText]))
    } else {
      sections.append(Section("will", .key, [callText, removalText]))
    }
    sections += unreadSections
    if !proofs.isEmpty {
      let calls = SafeText(foreign: proofs.joined(separator: ", "))
      sections.append(Section("tries", .key, ["the old tokens afterwards: \(calls)"]))
    }
    sections.append(usableSection(context))
    if !otherSessions.isEmpty {
      let others = otherSessions.map { SafeText(foreign: "\($0)") }
      sections.append(
        Section("ends", .key, ["at the pool, its keys stay stored:"] + others)
      )
    }
    if keptDeviceKeys > 0 {
      sections.append(Section("keeps", .key, ["device keys (\(keptDeviceKeys))"]))
    }
    return sections + browserSections
  }

  /// Where copies may be that nobody could look for.
  var unreadSections: [Section] {
    guard !unread.isEmpty else { return [] }
    let places = unread.map { one -> SafeText in
      "\(SafeText(foreign: one.backend.rawValue)): \(SafeText(foreign: one.reason))"
    }
    return [Section("unread", .danger, ["could not be looked at, a copy there stays:"] + places)]
  }

  /// Where the browser's own session is ended.
  var browserSections: [Section] {
    logoutURL.map { url in
      [
        Section(
          "open",
          .key,
          ["\(SafeText(foreign: url))", "to end the browser's own session, which outlives this"]
        )
      ]
    } ?? []
  }

  private var callText: SafeText {
    switch scope {
    case .everywhere: "revoke all refresh tokens of this user, on every device"
    case .here where kind == .oidc && !calls.isEmpty:
      "ask the issuer to revoke this sign-in's refresh token, if it has an endpoint for that"
    case .here:
      calls.isEmpty
        ? "ask the pool nothing: the app client has token revocation turned off"
        : "revoke this sign-in's refresh token and its whole family"
    }
  }

  private var removalText: SafeText {
    let places = removals.map { removal -> SafeText in
      "\(SafeText(foreign: removal.keyCount.keys)) from \(SafeText(foreign: removal.id.backend.rawValue))"
    }
    let browser: SafeText =
      clientKeyCount > 0 ? ", \(SafeText(foreign: clientKeyCount.keys)) of the browser sign-in" : ""
    return "remove \(places.joined(separator: ", "))\(browser)"
  }

  /// Tokens that outlive the sign-out, and until when.
  func usableSection(_ context: Context) -> Section {
    guard !stillUsable.isEmpty else {
      return Section("won't", .key, ["leave a token that is still alive"])
    }
    let tokens = stillUsable.map { token -> SafeText in
      let left = Int(clamping: token.millisecondsLeft(at: context.now))
      return "the \(SafeText(foreign: token.kind.title)) until "
        + "\(SafeText(foreign: context.clockText(token.until))) "
        + "(\(Countdown(milliseconds: left).text))"
    }
    return Section(
      "won't",
      .key,
      [
        "end tokens already handed out: anything that verifies offline accepts "
          + tokens.joined(separator: " and ")
      ]
    )
  }
}

extension SignOutReport {
  /// What became of each step, and what is still valid.
  func sections(_ context: Context) -> [SignOutPlan.Section] {
    var sections = steps.map { step -> SignOutPlan.Section in
      let title = SafeText(foreign: step.title)
      return switch step.outcome {
      case .confirmed: SignOutPlan.Section("✓ done", .live, [title])
      case .refused(let reason):
        SignOutPlan.Section("✗ refused", .danger, ["\(title): \(SafeText(foreign: reason))"])
      case .unreachable(let reason):
        SignOutPlan.Section("✗ not sent", .danger, ["\(title): \(SafeText(foreign: reason))"])
      case .unknown(let reason):
        SignOutPlan.Section("? unknown", .expiring, ["\(title): \(SafeText(foreign: reason))"])
      case .skipped(let reason):
        SignOutPlan.Section("- skipped", .dim, ["\(title): \(SafeText(foreign: reason))"])
      }
    }
    if removed.isEmpty {
      sections.append(
        SignOutPlan.Section("kept", .title, ["nothing was removed here; all is stored as before"])
      )
    } else if !isRemoved {
      let places = unremoved.map { SafeText(foreign: "\($0)") }
      sections.append(SignOutPlan.Section("kept", .title, ["could not be removed:"] + places))
    }
    return sections + proofSections + plan.unreadSections + [plan.usableSection(context)]
      + plan.browserSections
  }

  /// What the pool said to the old tokens.
  private var proofSections: [SignOutPlan.Section] {
    proofs.map { proof in
      let title = SafeText(foreign: proof.attempt.title)
      return switch proof.answer {
      case .refused(let reason):
        SignOutPlan.Section("✓ dead", .live, ["\(title): \(SafeText(foreign: reason))"])
      case .accepted(let reason):
        SignOutPlan.Section(
          "✗ ALIVE",
          .danger,
          ["\(title): accepted: \(SafeText(foreign: reason))"]
        )
      case .outlives(let reason):
        SignOutPlan.Section("! works", .expiring, ["\(title): \(SafeText(foreign: reason))"])
      case .unknown(let reason):
        SignOutPlan.Section("? unknown", .expiring, ["\(title): \(SafeText(foreign: reason))"])
      case .skipped(let reason):
        SignOutPlan.Section("- skipped", .dim, ["\(title): \(SafeText(foreign: reason))"])
      }
    }
  }
}
