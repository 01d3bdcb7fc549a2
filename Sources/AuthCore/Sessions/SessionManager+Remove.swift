extension SessionManager {
  /// Removes a session from its backend without asking the pool, which goes on honouring its tokens.
  ///
  /// Device keys stay, as Amplify's `clearTokens` leaves them, unless `everything` is asked for: the
  /// leftovers of a user who will not come back.
  public func remove(
    _ id: SessionID,
    everything: Bool = false
  ) async throws(SessionError) {
    try await alone(with: id) { kept async throws(SessionError) in
      try await self.performRemove(id, everything, kept)
    }
  }

  private nonisolated func performRemove(
    _ id: SessionID,
    _ everything: Bool,
    _ kept: KeptUsers
  ) async throws(SessionError) {
    let stored = try await stored(id)
    let pointer = try await using(id.backend) { try await $0.pointer(clientID: id.clientID) }
    let tokens = AmplifyKey.Name.clearedAtSignOut
    let rest = AmplifyKey.Name.allCases.filter { everything && !tokens.contains($0) }
    let changes = stored.signingOut(pointer: pointer) + stored.removing(rest)
    let recorded = await record(
      LocalChange(
        kind: .remove,
        title: "remove \(id.username) from \(id.backend)",
        sessions: [id],
        items: UndoItem.items(changes, in: id.backend, over: stored, pointer: pointer)
      )
    )
    try await write(changes, to: id.backend, as: recorded, kept)
    try? await state.forgetRefusal(of: id)
    await complete(recorded)
    note([entry(.removed, id)], touching: [id])
  }

  /// Makes a session the one that an app sees in its backend: `LastAuthUser` names its user.
  ///
  /// - Returns: the user whom the pointer named before.
  public func point(to id: SessionID) async throws(SessionError) -> String? {
    try await alone(with: id) { kept async throws(SessionError) in
      try await self.performPoint(id, kept)
    }
  }

  private nonisolated func performPoint(
    _ id: SessionID,
    _ kept: KeptUsers
  ) async throws(SessionError) -> String? {
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
    try await write(changes, to: id.backend, as: recorded, kept)
    await complete(recorded)
    note(pointerEntry(id, from: pointer), touching: [id])
    return pointer
  }
}
