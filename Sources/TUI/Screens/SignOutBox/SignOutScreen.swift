package import AuthCore

/// The box that asks before a sign-out, and tells afterwards what became of each step.
package struct SignOutScreen: Equatable, Sendable {
  /// How far the sign-out has come.
  package enum Phase: Equatable, Sendable {
    /// The plan is being made.
    case planning
    case asking(SignOutPlan)
    case running(SignOutPlan)
    case done(SignOutReport)
    case failed(SessionError)
  }

  package let id: SessionID
  package let scope: SignOutScope
  package internal(set) var phase = Phase.planning
  /// The box as it is shown; its first button does nothing and is the default.
  package internal(set) var dialog: Dialog<Choice>

  package init(_ id: SessionID, _ scope: SignOutScope, _ context: Context) {
    self.id = id
    self.scope = scope
    dialog = Dialog(title: "", sections: [], buttons: [])
    rebuild(context)
  }

  /// A button and what it does.
  package enum Choice: Hashable, Sendable {
    case cancel, signOut, removeAnyway, refreshFirst, close
  }

  package var choices: [Choice] {
    switch phase {
    case .planning, .running: [.close]
    case .asking(let plan):
      switch plan.obstacle {
      case nil: [.cancel, .signOut]
      case .accessTokenExpired: [.cancel, .refreshFirst, .removeAnyway]
      default: [.cancel, .removeAnyway]
      }
    case .done(let report): !report.removed.isEmpty ? [.close] : [.close, .removeAnyway]
    case .failed: [.close]
    }
  }
}
