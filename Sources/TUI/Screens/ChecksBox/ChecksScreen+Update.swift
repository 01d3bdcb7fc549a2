import AuthCore

extension ChecksScreen {
  /// What a key does: the list moves, Enter goes to the session, and a key of an action goes there
  /// and does it.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    if let move = ScrollMove(key) {
      self.move(move, rows: Self.listRows(context.rows))
      fit(context)
      return .none
    }
    switch key {
    case .mouse(let mouse) where mouse.action == .wheelUp: select(selected - 3, context)
    case .mouse(let mouse) where mouse.action == .wheelDown: select(selected + 3, context)
    case .escape, .character("q"), .character("c"): return .close
    case .tab:
      nextScope()
      fit(context)
      return .perform(.check(scope))
    case .ctrl("r"): return .perform(.check(scope))
    case .enter: return selection.map { .jump($0.subject, then: nil) } ?? .none
    default: break
    }
    guard let selection, let action = context.settings.keys.action(for: key),
      NextStep.allCases.contains(where: { $0.action == action }),
      selection.allows(action, context)
    else { return .none }
    switch action {
    case .removeKeys: return removeKeys(of: selection, context)
    case .point where selection.candidate != nil || selection.subject.session == nil:
      // Of several sessions a person chooses one.
      return selection.candidate.map { .jump(.session($0), then: action) }
        ?? .jump(selection.subject, then: nil)
    default: return .jump(selection.subject, then: action)
    }
  }

  /// The box about the keys of one finding; the checks stay below it.
  private func removeKeys(of finding: Finding, _ context: Context) -> Reaction {
    .open(.removeKeys(RemoveKeysScreen(finding.keys, in: finding.subject.backend, context)))
  }

  /// A click chooses a finding; one on the chosen finding goes there.
  mutating func click(row: Int, _ context: Context) -> Reaction {
    if row == selected { return selection.map { .jump($0.subject, then: nil) } ?? .none }
    select(row, context)
    return .none
  }

  private mutating func select(_ row: Int, _ context: Context) {
    selected = max(0, min(row, (findings?.count ?? 0) - 1))
    fit(context)
  }
}
