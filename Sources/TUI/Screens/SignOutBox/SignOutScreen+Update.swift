import AuthCore

extension SignOutScreen {
  /// What a key does in the box.
  mutating func handle(_ key: Key) -> Reaction {
    switch key {
    case .escape, .character("q"): return .close
    case .left, .backTab, .character("h"): button = max(0, button - 1)
    case .right, .tab, .character("l"): button = min(buttons.count - 1, button + 1)
    case .enter: return press(buttons[min(button, buttons.count - 1)])
    default: return .none
    }
    return .none
  }

  private mutating func press(_ pressed: Button) -> Reaction {
    button = 0
    switch pressed {
    case .cancel, .close: return .close
    case .refreshFirst:
      phase = .planning
      return .perform(.refresh([id]))
    case .signOut, .removeAnyway:
      switch phase {
      case .asking(let plan): phase = .running(plan)
      case .done(let report): phase = .running(report.plan)
      case .planning, .running, .failed: return .none
      }
      return .perform(.signOut(id, scope, removeAnyway: pressed == .removeAnyway))
    }
  }

  /// Takes what came of the plan or the sign-out; other news is not for this box.
  mutating func take(_ finished: Event.Finished) {
    switch finished {
    case .planned(let plan) where plan.id == id && plan.scope == scope: phase = .asking(plan)
    case .signedOut(let report) where report.plan.id == id: phase = .done(report)
    case .failed(let error): phase = .failed(error)
    default: return
    }
    button = 0
  }
}
