extension DiffScreen {
  /// What a key does: the text scrolls, Tab changes the token.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    switch key {
    case .escape, .enter, .character("q"), .character("="): return .close
    case .tab, .backTab: next()
    default: _ = pager.handle(key)
    }
    fit(context)
    return .none
  }
}
