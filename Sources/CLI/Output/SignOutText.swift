import AuthCore
import TUI

/// A sign-out in words, before and after.
enum SignOutText {
  static func plan(_ plan: SignOutPlan, at now: NumericDate) -> String {
    var lines = ["sign out \(plan.scope == .here ? "here" : "everywhere"): \(plan.id)"]
    if let obstacle = plan.obstacle { lines.append("  cannot   \(obstacle)") }
    for call in plan.calls { lines.append("  will     call \(call)") }
    for removal in plan.removals {
      lines.append("  will     remove \(removal.keyCount) keys from \(removal.id.backend)")
    }
    lines += usable(plan, at: now)
    for other in plan.otherSessions {
      lines.append("  revokes  \(other), whose keys stay stored")
    }
    if plan.keptDeviceKeys > 0 { lines.append("  keeps    device keys (\(plan.keptDeviceKeys))") }
    return lines.map(SingleLine.text).joined(separator: "\n")
  }

  static func report(_ report: SignOutReport, at now: NumericDate) -> String {
    var lines = report.steps.map { step in
      switch step.outcome {
      case .confirmed: "done     \(step.title)"
      case .refused(let reason): "refused  \(step.title): \(reason)"
      case .unreachable(let reason): "not sent \(step.title): \(reason)"
      case .unknown(let reason): "unknown  \(step.title): \(reason)"
      case .skipped(let reason): "skipped  \(step.title): \(reason)"
      }
    }
    lines += usable(report.plan, at: now)
    return lines.map(SingleLine.text).joined(separator: "\n")
  }

  /// Why the command fails although it ran: exit code 3 where the network or a backend failed it.
  static func failure(_ reports: [SignOutReport]) -> CommandFailure? {
    if reports.contains(where: { !$0.unremoved.isEmpty }) {
      return CommandFailure(
        "a backend could not be written, so some keys are still stored; see above",
        code: CommandFailure.Code.backendFailed
      )
    }
    guard reports.contains(where: { !$0.isRemoved }) else { return nil }
    let isUnreachable = reports.contains { $0.steps.contains(where: \.isUnreachable) }
    return CommandFailure(
      "the sign-out was not completed; what is stored was kept (--remove-anyway removes it)",
      code: isUnreachable ? CommandFailure.Code.backendFailed : CommandFailure.Code.refused
    )
  }

  private static func usable(_ plan: SignOutPlan, at now: NumericDate) -> [String] {
    plan.stillUsable.map { token in
      let left = Countdown(milliseconds: Int(clamping: token.until.milliseconds(since: now))).text
        .plain
      return "  won't    end the \(token.kind.title): whatever verifies offline accepts it until "
        + "\(token.until.utcText) (\(left))"
    }
  }
}
