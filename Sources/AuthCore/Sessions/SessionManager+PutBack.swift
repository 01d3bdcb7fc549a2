extension SessionManager {
  /// Puts back what a new session that could not be written was to replace; true when all is as it was.
  ///
  /// The pointer is put back only where it names the new session's user: by another name somebody else
  /// has signed in meanwhile.
  nonisolated func putBack(
    _ before: StoredSession,
    _ pointer: String?,
    of id: SessionID,
    _ recorded: RecordedChange,
    _ kept: KeptUsers
  ) async -> Bool {
    do throws(SessionError) {
      let now = try await using(id.backend) { try await $0.pointer(clientID: id.clientID) }
      let isUntouched = now.map(KeyBytes.init) == pointer.map(KeyBytes.init)
      // Where nothing was written, such as without a lock, nobody waits for it again.
      if isUntouched, try await items(id, in: id.backend) == before { return true }
    } catch {
      // Then it is written unseen.
    }
    let old = before.restoring(pointer: pointer)
    let written: Void? = try? await write(
      old,
      to: id.backend,
      as: recorded,
      kept,
      leaving: id.username
    )
    return written != nil
  }
}

extension StoredSession {
  /// The writes that put a token set and its client's pointer back as they were.
  fileprivate func restoring(pointer: String?) -> [StorageChange] {
    let pointerKey = AmplifyKey.lastAuthUser(clientID: clientID).text
    let names = AmplifyKey.Name.clearedAtSignOut + AmplifyKey.Name.device
    let items = names.map { (key($0), self[$0]) }
    return ([(pointerKey, pointer)] + items).map { key, value in
      value.map { .set(key: key, value: $0) } ?? .remove(key: key)
    }
  }
}
