package import AuthCore

/// What can be taken back now, and what can be done again.
package struct UndoOffer: Equatable, Sendable {
  package var undo: UndoPlan?
  /// Why nothing can be taken back.
  package var reason: SessionError?
  package var redo: UndoPlan?

  package init() {}
}
