import AuthCore

extension App {
  /// Leftover keys are gone: the backend is read again, and whatever was checked is checked again.
  mutating func keysRemoved(_ plan: KeyRemovalPlan) -> [Effect] {
    let place = SafeText(foreign: plan.backend.rawValue)
    let count: SafeText = plan.items.count == 1 ? "1 key" : "\(plan.items.count) keys"
    let kept: SafeText = plan.kept.isEmpty ? "" : ", \(plan.kept.count) kept"
    let undo = context.settings.keys.label(of: .undo)
    status =
      plan.items.isEmpty
      ? Status(kind: .note, text: "nothing was left to remove from \(place)")
      : Status(kind: .done, text: "removed \(count) from \(place)\(kept); \(undo) puts them back")
    wantedDetail = nil
    return [.load(plan.backend)]
      + boxes.compactMap { box in
        if case .checks(let screen) = box { .check(screen.scope) } else { nil }
      }
  }

  static func pointed(_ id: SessionID, _ before: String?) -> Status {
    let user = SafeText(foreign: id.username)
    let place = SafeText(foreign: id.backend.rawValue)
    let old = before.map { SafeText(foreign: $0) } ?? "nobody"
    return Status(
      kind: .done,
      text: "LastAuthUser of \(place) names \(user) now, before it was \(old)"
    )
  }
}
