import AuthCore

extension MoveScreen {
  /// What a key does in the box.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    let choices = choices(context)
    switch key {
    case .escape, .character("q"): return .close
    case .down, .character("j"), .tab: row = min(max(0, choices.count - 1), row + 1)
    case .up, .character("k"), .backTab: row = max(0, row - 1)
    case .enter:
      return choices.indices.contains(row) ? .perform(effect(choices[row])) : .close
    case .character(let character):
      // The numbers are those of the line of backends above the list.
      guard let number = character.wholeNumberValue,
        context.ledger.backends.indices.contains(number - 1),
        let index = choices.firstIndex(of: context.ledger.backends[number - 1])
      else { return .none }
      row = index
    default: return .none
    }
    return .none
  }

  private func effect(_ target: BackendID) -> Effect {
    switch purpose {
    case .activate: .activate(target)
    case .move(let ids): .move(ids, to: target)
    }
  }
}
