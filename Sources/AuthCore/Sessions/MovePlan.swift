/// The writes that move one session, in the order that keeps it whole at every moment: copied
/// before the pointer flips, and removed last.
package struct MovePlan: Equatable, Sendable {
  package let source: SessionID
  package let target: SessionID
  /// Every item of the session, device keys included.
  package let copying: [StorageChange]
  /// Empty when the source's pointer names somebody else.
  package let pointing: [StorageChange]
  /// The pointer first and the access token last: a storage that makes one change after the other and is
  /// cut short still holds a session, so that the move is seen to be unfinished and can be made again.
  package let removing: [StorageChange]
  /// Puts the target back to what it held before, its pointer included.
  package let undoingCopy: [StorageChange]
  /// Whom the target's pointer named before.
  package let targetPointer: String?
  /// Whether an earlier move that was cut short left a part of the session in the target.
  package let isResumed: Bool

  /// The plan for a session's stored items.
  ///
  /// `occupied` is what the target holds of that user, such as device keys; `isPointer` says that
  /// the source's pointer names the session.
  package init(
    _ source: SessionID,
    to backend: BackendID,
    stored: StoredSession,
    occupied: StoredSession,
    isPointer: Bool,
    targetPointer: String? = nil
  ) {
    self.source = source
    self.targetPointer = targetPointer
    isResumed = occupied.hasTokens
    target = SessionID(backend: backend, clientID: source.clientID, username: source.username)
    let pointer = AmplifyKey.lastAuthUser(clientID: source.clientID).text
    let names = AmplifyKey.Name.allCases.filter { stored[$0] != nil }
    copying = stored.setting()
    pointing = isPointer ? [.set(key: pointer, value: source.username)] : []
    let unpointing = targetPointer.map { StorageChange.set(key: pointer, value: $0) }
    undoingCopy =
      (isPointer ? [unpointing ?? .remove(key: pointer)] : [])
      + names.map { name in
        let key = stored.key(name)
        return occupied[name].map { .set(key: key, value: $0) } ?? .remove(key: key)
      }
    removing = (isPointer ? [.remove(key: pointer)] : []) + stored.removing(names).reversed()
  }
}

extension MovePlan {
  /// Puts back what of the source is gone.
  package func restoring(
    _ stored: StoredSession,
    over left: StoredSession,
    pointer: String?
  ) -> [StorageChange] {
    let names = AmplifyKey.Name.allCases.filter { name in
      stored[name].map { !left[name].hasSameBytes(as: $0) } ?? false
    }
    return stored.setting(names) + (pointer == nil ? pointing : [])
  }
}

extension StoredSession {
  /// Whether every item of another is here with the same bytes.
  package func holds(_ other: StoredSession) -> Bool {
    other.values.allSatisfy { name, value in self[name].hasSameBytes(as: value) }
  }

  /// Whether two hold tokens of one generation: what a copy or a removal that was cut short leaves.
  package func isPart(of other: StoredSession) -> Bool {
    let tokens: [AmplifyKey.Name] = [.accessToken, .idToken, .refreshToken]
    let shared = tokens.filter { self[$0] != nil && other[$0] != nil }
    return !shared.isEmpty && shared.allSatisfy { self[$0].hasSameBytes(as: other[$0] ?? "") }
  }
}
