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

  /// Takes how its own sign-in ended.
  mutating func take(_ finished: Event.Finished, of effect: Effect) -> Taken {
    guard effect == .signInManaged(pool: pool), isUnderWay else { return .notMine }
    switch finished {
    case .signedIn: return .over
    // Whoever gave one up closed its box: this is the end of an earlier one.
    case .failed(.managed(.cancelled)): return .notMine
    case .failed(let error): phase = .failed(error)
    default: return .notMine
    }
    return .taken
  }

  private var isUnderWay: Bool {
    switch phase {
    case .starting, .waiting: true
    case .choosing, .failed: false
    }
  }

  /// The countdown to the end of the waiting.
  func countdown(at now: NumericDate) -> Countdown? {
    guard case .waiting(_, let until) = phase else { return nil }
    return Countdown(milliseconds: Int(clamping: until.milliseconds(since: now)))
  }
}
