import AuthCore

extension SignOutScreen {
  func draw(in region: Region, _ context: Context) {
    let everywhere = scope == .everywhere
    var panel = BoxPanel(title: everywhere ? "Sign out everywhere" : "Sign out", isDanger: true)
    panel.buttons = buttons.map(Self.title)
    panel.chosenButton = button
    let pool = context.ledger[id]?.poolID.map { " in \(SafeText(foreign: $0))" as SafeText } ?? ""
    panel.paragraphs = [
      line("", "\(SafeText(foreign: id.username))\(pool)", .title), line("", " "),
    ]
    switch phase {
    case .planning: panel.paragraphs.append(line("", "looking at what it would do…", .dim))
    case .asking(let plan): panel.paragraphs += paragraphs(plan, context)
    case .running(let plan):
      panel.paragraphs += paragraphs(plan, context)
      panel.paragraphs += [line("", " "), line("", "asking the pool…", .accent)]
    case .done(let report): panel.paragraphs += paragraphs(report, context)
    case .failed(let error):
      panel.paragraphs.append(line("", SafeText(foreign: "\(error)"), .danger))
    }
    panel.paragraphs.append(line("", " "))
    panel.draw(in: region)
  }

  private static func title(_ button: Button) -> SafeText {
    switch button {
    case .cancel: "Cancel"
    case .signOut: "Sign out"
    case .removeAnyway: "Remove here anyway"
    case .refreshFirst: "Refresh first"
    case .close: "Close"
    }
  }

  private func line(
    _ label: SafeText,
    _ text: SafeText,
    _ style: Style = .plain
  ) -> BoxPanel.Paragraph {
    BoxPanel.Paragraph(label: label, text: text, style: style)
  }

  private func paragraphs(_ plan: SignOutPlan, _ context: Context) -> [BoxPanel.Paragraph] {
    var lines: [BoxPanel.Paragraph] = []
    if let obstacle = plan.obstacle {
      lines.append(line("cannot", SafeText(foreign: "\(obstacle)"), .danger))
    } else if scope == .everywhere {
      lines.append(line("will", "revoke all refresh tokens of this user, on every device"))
    } else if plan.calls.isEmpty {
      lines.append(line("will", "ask the pool nothing: the client has token revocation off"))
    } else {
      lines.append(line("will", "revoke this sign-in's refresh token and its whole family"))
    }
    let removals = plan.removals.map { removal -> SafeText in
      "\(removal.keyCount) keys from \(SafeText(foreign: removal.id.backend.rawValue))"
    }
    lines.append(
      line(
        plan.obstacle == nil ? "" : "could",
        indent("remove \(removals.joined(separator: ", "))", plan)
      )
    )
    lines += usable(plan, context)
    for other in plan.otherSessions {
      lines.append(line("revokes", "\(SafeText(foreign: "\(other)")), whose keys stay stored"))
    }
    if plan.keptDeviceKeys > 0 {
      lines.append(line("keeps", "device keys (\(plan.keptDeviceKeys))"))
    }
    return lines
  }

  /// Text under the label of the line above.
  private func indent(_ text: SafeText, _ plan: SignOutPlan) -> SafeText {
    plan.obstacle == nil ? "        \(text)" : text
  }

  private func usable(_ plan: SignOutPlan, _ context: Context) -> [BoxPanel.Paragraph] {
    guard !plan.stillUsable.isEmpty else {
      return [line("", "        no token that was handed out is still alive", .dim)]
    }
    let tokens = plan.stillUsable.map { token -> SafeText in
      let left = Countdown(
        milliseconds: Int(clamping: token.until.milliseconds(since: context.now))
      )
      return "the \(SafeText(foreign: token.kind.title)) until "
        + "\(SafeText(foreign: context.clockText(token.until))) (\(left.text))"
    }
    return [
      line(
        "won't",
        "end tokens already handed out: anything that verifies offline accepts "
          + tokens.joined(separator: " and ")
      )
    ]
  }

  private func paragraphs(_ report: SignOutReport, _ context: Context) -> [BoxPanel.Paragraph] {
    var lines = report.steps.map { step in
      let title = SafeText(foreign: step.title)
      switch step.outcome {
      case .confirmed: return line("✓ done", title, .live)
      case .refused(let reason):
        return line("✗ no", "\(title): \(SafeText(foreign: reason))", .danger)
      case .unknown(let reason):
        return line("? open", "\(title): \(SafeText(foreign: reason))", .expiring)
      case .skipped(let reason):
        return line("- skip", "\(title): \(SafeText(foreign: reason))", .dim)
      }
    }
    if !report.isRemoved {
      lines.append(
        line("kept", "nothing was removed here; every token is stored as before", .title)
      )
    }
    return lines + [line("", " ")] + usable(report.plan, context)
  }
}
