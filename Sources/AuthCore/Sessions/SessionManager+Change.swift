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
  ///
  /// `leaving` is the user who goes where the writes themselves do not tell: a pointer without tokens.
  nonisolated func write(
    _ changes: [StorageChange],
    to id: BackendID,
    as recorded: RecordedChange,
    leaving username: String? = nil
  ) async throws(SessionError) {
    guard !changes.isEmpty else { return }
    journalWriter.touches(Self.sessions(in: id, changes))
    guard let clientID = Self.pointerClient(changes) else {
      try await using(id) { try await $0.makeChanges(changes) }
      return
    }
    // Two users of one client share the pointer, and no lock of a user keeps the other away.
    try await alone(with: SessionLocks.pointer(ofClient: clientID)) {
      () async throws(SessionError) in
      let current = try await self.using(id) { try await $0.pointer(clientID: clientID) }
      let due = Self.due(changes, pointer: current, leaving: username)
      try await self.using(id) { try await $0.makeChanges(due) }
    }
  }

  /// The client whose pointer some writes are about, nil where none is.
  private static func pointerClient(_ changes: [StorageChange]) -> String? {
    for change in changes {
      if case .lastAuthUser(let clientID) = AmplifyKey(change.key) { return clientID }
    }
    return nil
  }

  /// The writes without the end of a pointer that names somebody else by now than the user who goes.
  private static func due(
    _ changes: [StorageChange],
    pointer: String?,
    leaving username: String?
  ) -> [StorageChange] {
    var leaving = username.map { [$0] } ?? []
    for case .remove(let key) in changes {
      if case .tokenSet(_, let username, _) = AmplifyKey(key) { leaving.append(username) }
    }
    guard let pointer, !leaving.isEmpty, !leaving.contains(where: { $0.hasSameBytes(as: pointer) })
    else { return changes }
    return changes.filter { change in
      guard case .remove(let key) = change, case .lastAuthUser = AmplifyKey(key) else {
        return true
      }
      return false
    }
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
