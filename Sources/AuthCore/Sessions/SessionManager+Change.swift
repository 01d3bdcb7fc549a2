extension SessionManager {
  /// Records a change before it is made.
  ///
  /// A log that cannot be written stops nobody: the change is made all the same, and cannot be taken
  /// back.
  nonisolated func record(_ change: LocalChange) async -> RecordedChange {
    guard !change.items.isEmpty else { return RecordedChange(id: nil) }
    guard undoLog.limits.count > 0 else { return RecordedChange(id: nil) }
    return RecordedChange(id: try? await undoLog.begin(change, at: clock()))
  }

  /// Writes to a backend, as one change where it can: the one door for all that changes a session.
  ///
  /// It asks for two proofs: that what is changed was recorded, and that no other flow changes the
  /// same users' sessions, so that what the caller has read is still so. `leaving` is the user whom a
  /// pointer is taken from where the writes themselves do not tell: one without tokens, or one that
  /// is put back.
  nonisolated func write(
    _ changes: [StorageChange],
    to id: BackendID,
    as recorded: RecordedChange,
    _ kept: KeptUsers,
    leaving username: String? = nil
  ) async throws(SessionError) {
    guard !changes.isEmpty else { return }
    let touched = Self.sessions(in: id, changes)
    assert(touched.allSatisfy { $0.username.isEmpty || kept.covers($0) }, "somebody is not kept")
    journalWriter.touches(touched)
    guard let clientID = Self.sharingClient(changes) else {
      try await using(id) { try await $0.makeChanges(changes) }
      return
    }
    // Two users of one client share these, and no lock of a user keeps the other away.
    do throws(SessionError) {
      try await alone(with: SessionLocks.pointer(ofClient: clientID)) {
        _ async throws(SessionError) in
        let current = try await self.using(id) { try await $0.pointer(clientID: clientID) }
        let due = Self.due(changes, pointer: current, leaving: username)
        try await self.using(id) { try await $0.makeChanges(due) }
      }
    } catch {
      // That lock is nobody's session, and what was sent before this write was sent.
      guard case .notLocked(_, let reason) = error else { throw error }
      throw .storage(id, reason)
    }
  }

  /// The client some writes change what all its users share of: its pointer, or what a browser
  /// sign-in left; nil where none does.
  private static func sharingClient(_ changes: [StorageChange]) -> String? {
    for change in changes {
      switch AmplifyKey(change.key) {
      case .lastAuthUser(let clientID), .oauth(let clientID, _): return clientID
      case .tokenSet, nil: continue
      }
    }
    return nil
  }

  /// The writes without the end of a pointer that names somebody else by now than the user who goes,
  /// and where that user was named, without any other change of it.
  private static func due(
    _ changes: [StorageChange],
    pointer: String?,
    leaving username: String?
  ) -> [StorageChange] {
    var leaving = username.map { [$0] } ?? []
    for case .remove(let key) in changes {
      if case .tokenSet(_, let username, _) = AmplifyKey(key) { leaving.append(username) }
    }
    let isTheirs = leaving.contains { pointer.hasSameBytes(as: $0) }
    return changes.filter { change in
      guard case .lastAuthUser = AmplifyKey(change.key) else { return true }
      return switch change {
      case .remove: pointer == nil || leaving.isEmpty || isTheirs
      case .set: username == nil || isTheirs
      }
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
    _ = try? await undoLog.forget([step])
  }
}
