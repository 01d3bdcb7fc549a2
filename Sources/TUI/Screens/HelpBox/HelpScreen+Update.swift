extension HelpScreen {
  /// What a key does in the help: letters search, arrows scroll.
  mutating func handle(_ key: Key) -> Reaction {
    switch key {
    case .escape, .enter: return .close
    case .character("q") where search.isEmpty, .character("?") where search.isEmpty: return .close
    case .down: top = min(max(0, bindings.count - 1), top + 1)
    case .up: top = max(0, top - 1)
    case .pageDown: top = min(max(0, bindings.count - 1), top + 10)
    case .pageUp: top = max(0, top - 10)
    case .backspace: search = String(search.dropLast())
    case .character(let character): search.append(character)
    case .paste(let text): search += text.filter { !$0.isNewline }
    default: return .none
    }
    if case .character = key { top = 0 }
    return .none
  }
}
