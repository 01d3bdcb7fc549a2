/// The writes that move one session, in the order that keeps it whole at every moment: copied
/// before the pointer flips, and removed last.
package struct MovePlan: Equatable, Sendable {
  package let source: SessionID
  package let target: SessionID
  /// Every item of the session, device keys included.
  package let copying: [StorageChange]
  /// Empty when the source's pointer names somebody else.
  package let pointing: [StorageChange]
  package let removing: [StorageChange]
  /// Takes the copy back out of the target.
  package let undoingCopy: [StorageChange]

  /// The plan for a session's stored items; `isPointer` says that the source's pointer names it.
  package init(_ source: SessionID, to backend: BackendID, stored: StoredSession, isPointer: Bool) {
    self.source = source
    target = SessionID(backend: backend, clientID: source.clientID, username: source.username)
    let pointer = AmplifyKey.lastAuthUser(clientID: source.clientID).text
    copying = stored.setting()
    pointing = isPointer ? [.set(key: pointer, value: source.username)] : []
    undoingCopy = stored.removing(AmplifyKey.Name.allCases)
    removing = undoingCopy + (isPointer ? [.remove(key: pointer)] : [])
  }
}
