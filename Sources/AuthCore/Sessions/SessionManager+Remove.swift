extension SessionManager {
  /// Removes a session from its backend without asking the pool, which goes on honouring its tokens.
  ///
  /// Device keys stay, as Amplify's `clearTokens` leaves them, unless `everything` is asked for: the
  /// leftovers of a user who will not come back, also where that user has no tokens any more.
  public func remove(
    _ id: SessionID,
    everything: Bool = false
  ) async throws(SessionError) {
    try await alone(with: id) { () async throws(SessionError) in
      try await self.performRemove(id, everything)
    }
  }

  private nonisolated func performRemove(
    _ id: SessionID,
    _ everything: Bool
  ) async throws(SessionError) {
    let (stored, pointer) = try await removable(id, everything)
    let tokens = AmplifyKey.Name.clearedAtSignOut
    let rest = AmplifyKey.Name.allCases.filter { everything && !tokens.contains($0) }
    let changes = stored.signingOut(pointer: pointer) + stored.removing(rest)
    let recorded = await record(
      LocalChange(
        kind: .remove,
        title: stored.hasTokens
          ? "remove \(id.username) from \(id.backend)"
          : "remove what was left of \(id.username) from \(id.backend)",
        sessions: [id],
        items: UndoItem.items(changes, in: id.backend, over: stored, pointer: pointer)
      )
    )
    try await write(changes, to: id.backend, as: recorded, leaving: id.username)
    try? await state.forgetRefusal(of: id)
    await complete(recorded)
    note([entry(.removed, id)], touching: [id])
  }

  /// What a removal works on: the user's items, and whom the client's pointer names.
  ///
  /// Without tokens there is a session no more, and only a removal of everything finds the rest.
  nonisolated func removable(
    _ id: SessionID,
    _ everything: Bool
  ) async throws(SessionError) -> (stored: StoredSession, pointer: String?) {
    let stored = try await using(id.backend) {
      try await $0.storedSession(clientID: id.clientID, username: id.username)
    }
    let pointer = try await using(id.backend) { try await $0.pointer(clientID: id.clientID) }
    let hasRest = !stored.values.isEmpty || pointer.hasSameBytes(as: id.username)
    guard stored.hasTokens || (everything && hasRest) else { throw .notFound(id) }
    return (stored, pointer)
  }

  /// What a backend keeps of a user without tokens, by the last parts of the keys: what `remove` takes
  /// out with `everything` alone; nothing where there is a session.
  public nonisolated func leftovers(of id: SessionID) async throws(SessionError) -> [String] {
    do throws(SessionError) {
      let (stored, pointer) = try await removable(id, true)
      guard !stored.hasTokens else { return [] }
      let names = AmplifyKey.Name.allCases.filter { stored[$0] != nil }.map(\.rawValue)
      return names + (pointer.hasSameBytes(as: id.username) ? ["LastAuthUser"] : [])
    } catch {
      guard case .notFound = error else { throw error }
      return []
    }
  }

  /// Makes a session the one that an app sees in its backend: `LastAuthUser` names its user.
  ///
  /// - Returns: the user whom the pointer named before.
  public func point(to id: SessionID) async throws(SessionError) -> String? {
    try await alone(with: id) { () async throws(SessionError) in
      try await self.performPoint(id)
    }
  }

  private nonisolated func performPoint(_ id: SessionID) async throws(SessionError) -> String? {
    let stored = try await stored(id)
    let pointer = try await using(id.backend) { try await $0.pointer(clientID: id.clientID) }
    guard !pointer.hasSameBytes(as: id.username) else { return pointer }
    let key = AmplifyKey.lastAuthUser(clientID: id.clientID).text
    let changes = [StorageChange.set(key: key, value: id.username)]
    let recorded = await record(
      LocalChange(
        kind: .pointer,
        title: "point \(id.backend) at \(id.username) instead of \(pointer ?? "nobody")",
        sessions: [id],
        items: UndoItem.items(changes, in: id.backend, over: stored, pointer: pointer)
      )
    )
    try await write(changes, to: id.backend, as: recorded)
    await complete(recorded)
    note(pointerEntry(id, from: pointer), touching: [id])
    return pointer
  }
}
