import AuthCore
import TUI

/// A removal in words, before anything happens.
enum RemovalText {
  static func plan(_ plan: RemovalPlan, at now: NumericDate) -> String {
    var lines = ["remove \(plan.id)"]
    if !plan.items.isEmpty {
      lines.append("  will     remove \(plan.items.joined(separator: ", "))")
    }
    if plan.clearsPointer { lines.append("  will     clear LastAuthUser, which names this user") }
    for token in plan.alive {
      let end = token.until.map { until in
        let left = Countdown(milliseconds: Int(clamping: token.millisecondsLeft(at: now) ?? 0)).text
          .plain
        return "until \(until.utcText) (\(left))"
      }
      lines.append(
        "  won't    end the \(token.kind.title) at the pool, which is not told: it is honoured "
          + (end ?? "for as long as the pool wishes")
      )
    }
    if !plan.kept.isEmpty {
      lines.append("  keeps    \(plan.kept.joined(separator: ", ")) (--everything removes them)")
    }
    return lines.map(SingleLine.text).joined(separator: "\n")
  }
}
