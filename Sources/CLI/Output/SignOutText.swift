import AuthCore
import TUI

/// A sign-out in words, before and after.
enum SignOutText {
  static func plan(_ plan: SignOutPlan, at now: NumericDate) -> String {
    var lines = ["sign out \(plan.scope == .here ? "here" : "everywhere"): \(plan.id)"]
    if let earlier = plan.earlier { lines.append("  before   \(earlier.message)") }
    if let obstacle = plan.obstacle { lines.append("  cannot   \(obstacle)") }
    if case .accessTokenExpired? = plan.obstacle {
      lines.append("  could    renew it first: add --refresh-first")
    }
    for call in plan.calls { lines.append("  will     call \(call)") }
    for removal in plan.removals {
      lines.append("  will     remove \(removal.keyCount.keys) from \(removal.id.backend)")
    }
    if plan.clientKeyCount > 0 {
      lines.append("  will     remove \(plan.clientKeyCount.keys) of the browser sign-in")
    }
    lines += unread(plan)
    if !plan.proofs.isEmpty {
      lines.append("  tries    the old tokens afterwards: \(plan.proofs.joined(separator: ", "))")
    }
    lines += usable(plan, at: now)
    for other in plan.otherSessions {
      lines.append("  revokes  \(other), whose keys stay stored")
    }
    if plan.keptDeviceKeys > 0 { lines.append("  keeps    device keys (\(plan.keptDeviceKeys))") }
    lines += browser(plan)
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
    lines += report.proofs.map(proof) + unread(report.plan)
    if report.isStillAlive {
      lines.append(
        "ALIVE    an old token still works although the pool confirmed: nothing was removed here"
      )
    }
    lines += usable(report.plan, at: now) + browser(report.plan)
    return lines.map(SingleLine.text).joined(separator: "\n")
  }

  /// Where copies may be that nobody could look for.
  private static func unread(_ plan: SignOutPlan) -> [String] {
    plan.unread.map { one in
      "unread   \(one.backend) could not be looked at, and a copy there stays: \(one.reason)"
    }
  }

  /// A session that went with another one of the same user.
  static func removed(_ id: SessionID, with report: SignOutReport) -> String {
    SingleLine.text("done     \(id) was signed out and removed together with \(report.plan.id)")
  }

  private static func proof(_ proof: SignOutProof) -> String {
    switch proof.answer {
    case .refused(let reason): "proof    \(proof.attempt.title): refused: \(reason)"
    case .accepted(let reason): "ALIVE    \(proof.attempt.title): accepted: \(reason)"
    case .outlives(let reason): "works    \(proof.attempt.title): \(reason)"
    case .unknown(let reason): "unknown  \(proof.attempt.title): \(reason)"
    case .skipped(let reason): "skipped  \(proof.attempt.title): \(reason)"
    }
  }

  private static func browser(_ plan: SignOutPlan) -> [String] {
    plan.logoutURL.map { url in
      ["  open     \(url) to end the browser's own session, which outlives these tokens"]
    } ?? []
  }

  /// Why the command fails although it ran: exit code 3 where the network or a backend failed it.
  static func failure(_ reports: [SignOutReport]) -> CommandFailure? {
    if reports.contains(where: { !$0.unremoved.isEmpty }) {
      return CommandFailure(
        "a backend could not be written, so some keys are still stored; see above",
        code: CommandFailure.Code.backendFailed
      )
    }
    if reports.contains(where: \.isStillAlive) {
      return CommandFailure(
        "the pool confirmed a sign-out and still honours an old token; see above",
        code: CommandFailure.Code.refused
      )
    }
    guard reports.contains(where: { !$0.isRemoved }) else { return overlooked(reports) }
    let isUnreachable = reports.contains { $0.steps.contains(where: \.isUnreachable) }
    return CommandFailure(
      "the sign-out was not completed; what is stored was kept (--remove-anyway removes it)",
      code: isUnreachable ? CommandFailure.Code.backendFailed : CommandFailure.Code.refused
    )
  }

  private static func overlooked(_ reports: [SignOutReport]) -> CommandFailure? {
    guard reports.contains(where: { !$0.plan.unread.isEmpty }) else { return nil }
    return CommandFailure(
      "signed out, but a backend could not be looked at and may hold a copy; see above",
      code: CommandFailure.Code.backendFailed
    )
  }

  private static func usable(_ plan: SignOutPlan, at now: NumericDate) -> [String] {
    plan.stillUsable.map { token in
      let left = Countdown(milliseconds: Int(clamping: token.millisecondsLeft(at: now))).text.plain
      return "  won't    end the \(token.kind.title): whatever verifies offline accepts it until "
        + "\(token.until.utcText) (\(left))"
    }
  }
}
