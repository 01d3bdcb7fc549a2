import AuthCore

extension ManagedScreen {
  /// What a key does in the box.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    switch (key, phase) {
    case (.escape, .choosing), (.escape, .failed): return .close
    case (.escape, _): return .perform(.cancelManaged)
    case (.enter, .choosing), (.enter, .failed):
      phase = .starting
      strayAnswers = 0
      return .perform(.signInManaged(pool: pool))
    case (.enter, .waiting(let url, _)), (.character("o"), .waiting(let url, _)):
      return .perform(.openBrowser(url))
    case (.tab, .choosing), (.down, .choosing), (.character("j"), .choosing),
      (.ctrl("p"), .choosing):
      pool = (pool + 1) % max(1, context.pools.count)
    case (.backTab, .choosing), (.up, .choosing), (.character("k"), .choosing):
      pool = (pool + max(1, context.pools.count) - 1) % max(1, context.pools.count)
    default: break
    }
    return .none
  }

  mutating func take(_ news: News) {
    switch news {
    case .opened(let url, let asked, let until):
      phase = .waiting(url: url, until: until)
      isOpened = asked
    case .strayAnswer: strayAnswers += 1
    }
  }

  /// Takes how it ended; true when the sign-in is done.
  mutating func take(_ finished: Event.Finished) -> Bool {
    switch (finished, phase) {
    case (.signedIn, .starting), (.signedIn, .waiting): return true
    case (.failed(let error), .starting), (.failed(let error), .waiting): phase = .failed(error)
    default: break
    }
    return false
  }

  /// The countdown to the end of the waiting.
  func countdown(at now: NumericDate) -> Countdown? {
    guard case .waiting(_, let until) = phase else { return nil }
    return Countdown(milliseconds: Int(clamping: until.milliseconds(since: now)))
  }
}
