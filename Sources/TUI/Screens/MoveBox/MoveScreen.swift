package import AuthCore

/// The box that chooses a backend: to move sessions there, or to make it the active one.
package struct MoveScreen: Equatable, Sendable {
  /// What the choice is for.
  package enum Purpose: Equatable, Sendable {
    case move([SessionID])
    case activate
  }

  package let purpose: Purpose
  /// The box; its buttons are the backends, and the first leaves everything as it is.
  package internal(set) var dialog: Dialog<Choice>

  /// What can be chosen.
  package enum Choice: Hashable, Sendable {
    case cancel
    case backend(BackendID)
  }

  package init(_ purpose: Purpose, _ context: Context) {
    self.purpose = purpose
    dialog = Dialog(title: "", sections: [], buttons: [])
    rebuild(context)
  }

  /// The backends that can be chosen.
  package func choices(_ context: Context) -> [BackendID] {
    switch purpose {
    case .activate: context.ledger.backends.filter { $0 != context.ledger.activeBackend }
    case .move(let ids):
      // The place where all of them are already is no choice.
      context.ledger.backends.filter { backend in !ids.allSatisfy { $0.backend == backend } }
    }
  }
}
