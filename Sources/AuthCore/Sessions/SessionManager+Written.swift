extension SessionManager {
  /// A session after a write that succeeded; where it cannot be read again, as it was written.
  ///
  /// What is stored is stored: a look afterwards that fails must not be told as a failed write.
  nonisolated func session(
    _ id: SessionID,
    after changes: [StorageChange],
    over old: StoredSession? = nil
  ) async -> Session {
    if let session = try? await session(id) { return session }
    let stored = old ?? StoredSession(clientID: id.clientID, username: id.username)
    return stored.applying(changes).session(id: id)
  }
}

extension StoredSession {
  /// The items after some writes of the session's own.
  func applying(_ changes: [StorageChange]) -> StoredSession {
    var stored = self
    for change in changes {
      guard case .set(let key, let value) = change, case .tokenSet(_, _, let name) = AmplifyKey(key)
      else { continue }
      stored[name] = value
    }
    return stored
  }
}
