import AuthCore

extension SignOutScreen {
  /// What a key does in the box.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    switch dialog.handle(key) {
    case .chosen(let choice): return press(choice, context)
    case .dismissed: return .close
    case .handled: return .none
    case .ignored: return key == .character("q") ? .close : .none
    }
  }

  private mutating func press(_ choice: Choice, _ context: Context) -> Reaction {
    switch choice {
    case .cancel, .close: return .close
    case .refreshFirst:
      phase = .planning
      rebuild(context)
      return .perform(.refresh([id]))
    case .signOut, .removeAnyway:
      switch phase {
      case .asking(let plan): phase = .running(plan)
      case .done(let report): phase = .running(report.plan)
      case .planning, .running, .failed: return .none
      }
      rebuild(context)
      return .perform(.signOut(id, scope, removeAnyway: choice == .removeAnyway))
    }
  }

  /// Takes what came of its own plan, refresh or sign-out.
  mutating func take(
    _ finished: Event.Finished,
    of effect: Effect,
    _ context: Context
  ) -> Taken {
    switch (effect, finished) {
    case (.planSignOut(id, scope), .planned(let plan)) where isOpen: phase = .asking(plan)
    case (.planSignOut(id, scope), .failed(let error)) where isOpen: phase = .failed(error)
    case (.refresh([id]), .failed(let error)) where phase == .planning: phase = .failed(error)
    case (.refresh, .refreshed(_, let failed, _)) where phase == .planning:
      // It was to be refreshed first, and was not.
      guard let failure = failed.first(where: { $0.id == id }) else { return .notMine }
      phase = .failed(failure.error)
    case (.signOut(id, scope, _), .signedOut(let report)) where isRunning: phase = .done(report)
    case (.signOut(id, scope, _), .failed(let error)) where isRunning: phase = .failed(error)
    default: return .notMine
    }
    rebuild(context)
    return .taken
  }

  /// Whether nothing was asked of the pool yet, so that a newer plan counts.
  var isOpen: Bool {
    switch phase {
    case .planning, .asking: true
    case .running, .done, .failed: false
    }
  }

  private var isRunning: Bool { if case .running = phase { true } else { false } }
}
