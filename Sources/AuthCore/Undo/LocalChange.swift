/// A change of the stores that is about to be made, with all that taking it back needs.
struct LocalChange: Sendable {
  let kind: UndoStep.Kind
  /// What is done, as `move alice from local to cookie`.
  let title: String
  let sessions: [SessionID]
  var items: [UndoItem]
  /// What no undo brings back.
  var beyond: [String] = []
  var isRevoked = false
  var undoes: String?
}

/// The proof that a change was recorded before it is made; writing to a backend asks for one.
struct RecordedChange: Sendable {
  /// The step, nil where there is none to take back.
  let id: UndoStep.ID?

  /// Renewed tokens: the pool has ended the old ones, or will at their `exp`, and putting back a
  /// refresh token that was rotated out would end the session.
  static let beyondUndo = RecordedChange(id: nil)
}
