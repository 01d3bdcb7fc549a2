extension HelpScreen {
  /// What a key does in the help: letters search, arrows scroll.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    switch key {
    case .escape, .enter: return .close
    case .character("q") where search.isEmpty, .character("?") where search.isEmpty: return .close
    case .up, .down, .pageUp, .pageDown, .home, .end, .mouse: _ = pager.handle(key)
    default:
      if search.handle(key) == .changed { pager = Pager() }
    }
    fit(context)
    return .none
  }
}
