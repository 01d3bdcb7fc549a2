package import AuthCore

/// The box that chooses a backend: to move sessions there, or to make it the active one.
package struct MoveScreen: Equatable, Sendable {
  package enum Purpose: Equatable, Sendable {
    case move([SessionID])
    case activate
  }

  package let purpose: Purpose
  /// The row that is chosen.
  package internal(set) var row = 0

  package init(purpose: Purpose) {
    self.purpose = purpose
  }

  /// The backends that can be chosen.
  package func choices(_ context: Context) -> [BackendID] {
    switch purpose {
    case .activate: context.ledger.backends
    case .move(let ids):
      // The place where all of them are already is no choice.
      context.ledger.backends.filter { backend in !ids.allSatisfy { $0.backend == backend } }
    }
  }
}
