extension SessionManager {
  /// Records a change before it is made.
  ///
  /// A log that cannot be written stops nobody: the change is made all the same, and cannot be taken
  /// back.
  nonisolated func record(_ change: LocalChange) async -> RecordedChange {
    guard !change.items.isEmpty else { return RecordedChange(id: nil) }
    return RecordedChange(id: try? await undoLog.begin(change, at: clock()))
  }

  /// Writes to a backend, as one change where it can: the one door for all that changes a session.
  nonisolated func write(
    _ changes: [StorageChange],
    to id: BackendID,
    as recorded: RecordedChange
  ) async throws(SessionError) {
    guard !changes.isEmpty else { return }
    journalWriter.touches(Self.sessions(in: id, changes))
    try await using(id) { try await $0.makeChanges(changes) }
  }

  /// The sessions, and the clients of pointers, that some writes are about.
  private static func sessions(
    in backend: BackendID,
    _ changes: [StorageChange]
  ) -> Set<SessionID> {
    Set(
      changes.compactMap { change in
        switch AmplifyKey(change.key) {
        case .tokenSet(let client, let username, _):
          SessionID(backend: backend, clientID: client, username: username)
        case .lastAuthUser(let client):
          SessionID(backend: backend, clientID: client, username: "")
        case .oauth, nil: nil
        }
      }
    )
  }

  /// Notes that a recorded change is complete.
  nonisolated func complete(_ recorded: RecordedChange) async {
    guard let id = recorded.id else { return }
    try? await undoLog.note(.done, of: id)
  }

  /// Forgets a recorded change of which nothing was made, or nothing is left.
  nonisolated func drop(_ recorded: RecordedChange) async {
    guard let id = recorded.id, let step = try? await undoLog.step(id) else { return }
    try? await undoLog.forget([step])
  }
}
