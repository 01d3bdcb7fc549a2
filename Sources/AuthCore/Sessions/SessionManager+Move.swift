extension SessionManager {
  /// What a move did.
  public struct MoveOutcome: Equatable, Sendable {
    public let source: SessionID
    public let target: SessionID
    /// Whether the pointer moved with the session.
    public let movedPointer: Bool
  }

  /// Moves a session: copied, read back, compared, pointed to, and only then removed.
  ///
  /// Stopped at any point it is whole in at least one place, and `unfinishedMoves` names it.
  public func move(
    _ id: SessionID,
    to target: BackendID
  ) async throws(SessionError) -> MoveOutcome {
    guard id.backend != target else { throw .sameBackend(id) }
    _ = try backend(target)
    let source = try await stored(id)
    let pointer = try await using(id.backend) { try await $0.pointer(clientID: id.clientID) }
    let plan = MovePlan(
      id,
      to: target,
      stored: source,
      isPointer: pointer.hasSameBytes(as: id.username)
    )
    let occupied = try await using(target) {
      try await $0.storedSession(clientID: id.clientID, username: id.username)
    }
    // A copy left by a move that was cut short is the same session and may be finished.
    guard !occupied.hasTokens || occupied == source else { throw .alreadyThere(plan.target) }
    try? await state.beginMove(id, to: target)
    try await copy(source, by: plan)
    if !plan.pointing.isEmpty {
      try await using(target) { try await $0.makeChanges(plan.pointing) }
    }
    try await using(id.backend) { try await $0.makeChanges(plan.removing) }
    try? await state.endMove(id)
    return MoveOutcome(source: id, target: plan.target, movedPointer: !plan.pointing.isEmpty)
  }

  private nonisolated func copy(
    _ source: StoredSession,
    by plan: MovePlan
  ) async throws(SessionError) {
    let target = plan.target
    let readBack: StoredSession
    do {
      try await using(target.backend) { try await $0.makeChanges(plan.copying) }
      readBack = try await stored(target)
    } catch {
      try? await using(target.backend) { try await $0.makeChanges(plan.undoingCopy) }
      throw error
    }
    guard readBack == source else {
      try? await using(target.backend) { try await $0.makeChanges(plan.undoingCopy) }
      throw .copyDiffers(target)
    }
  }

  /// Makes a backend the one where sign-in writes and the app reads; moves nothing.
  ///
  /// - Returns: the backend that was active before.
  public func activate(_ id: BackendID) async throws(SessionError) -> BackendID {
    _ = try backend(id)
    let previous = await activeBackend()
    do {
      try await state.setActiveBackend(id)
    } catch {
      throw .storage(id, wrapping: error)
    }
    return previous
  }

  /// Moves that began and did not end, in words that say where the session is whole.
  public nonisolated func unfinishedMoves() async -> [String] {
    var notes: [String] = []
    for (id, target) in await state.unfinishedMoves() {
      let there = SessionID(backend: target, clientID: id.clientID, username: id.username)
      let isLeft = (try? await stored(id)) != nil
      let isThere = (try? await stored(there)) != nil
      switch (isLeft, isThere) {
      case (true, true):
        notes.append("a move of \(id) to \(target) was cut short: move it again to finish")
      case (true, false):
        notes.append("a move of \(id) to \(target) was cut short before anything was copied")
      case (false, _):
        break
      }
      if !(isLeft && isThere) { try? await state.endMove(id) }
    }
    return notes
  }
}
