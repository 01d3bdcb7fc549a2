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
      case .unknown(let reason): "unknown  \(step.title): \(reason)"
      case .skipped(let reason): "skipped  \(step.title): \(reason)"
      }
    }
    lines += usable(report.plan, at: now)
    return lines.map(SingleLine.text).joined(separator: "\n")
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
