import AuthCore

/// The removal of leftover keys in words; never a value.
enum KeyRemovalText {
  static func plan(_ plan: KeyRemovalPlan) -> String {
    let going = plan.items.map { "  will     remove \($0.key)  (\($0.meaning))" }
    let kept = plan.kept.map { "  keeps    \($0.key): \($0.reason)" }
    return (["remove keys from \(plan.backend)"] + going + kept).map(SingleLine.text)
      .joined(separator: "\n")
  }

  static func done(_ plan: KeyRemovalPlan) -> String {
    let count = plan.items.count == 1 ? "1 key" : "\(plan.items.count) keys"
    let head =
      plan.items.isEmpty
      ? "nothing was removed from \(plan.backend)"
      : "removed \(count) from \(plan.backend); authtop undo puts them back"
    let kept = plan.kept.map { "  kept     \($0.key): \($0.reason)" }
    return ([head] + kept).map(SingleLine.text).joined(separator: "\n")
  }
}
