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

  /// Takes what came of the plan or the sign-out; other news is not for this box.
  mutating func take(_ finished: Event.Finished, _ context: Context) {
    switch finished {
    case .planned(let plan) where plan.id == id && plan.scope == scope: phase = .asking(plan)
    case .signedOut(let report) where report.plan.id == id: phase = .done(report)
    case .refreshed(_, let failed, _):
      // It was to be refreshed first, and was not.
      guard phase == .planning, let failure = failed.first(where: { $0.id == id }) else { return }
      phase = .failed(failure.error)
    case .failed(let error): phase = .failed(error)
    default: return
    }
    rebuild(context)
  }
}
