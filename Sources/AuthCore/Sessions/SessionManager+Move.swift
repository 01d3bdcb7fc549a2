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
    return try await alone(with: id) { () async throws(SessionError) in
      try await self.performMove(id, to: target)
    }
  }

  private nonisolated func performMove(
    _ id: SessionID,
    to target: BackendID
  ) async throws(SessionError) -> MoveOutcome {
    let source = try await stored(id)
    let pointer = try await using(id.backend) { try await $0.pointer(clientID: id.clientID) }
    let occupied = try await items(id, in: target)
    let plan = MovePlan(
      id,
      to: target,
      stored: source,
      occupied: occupied,
      isPointer: pointer.hasSameBytes(as: id.username)
    )
    // What a move that was cut short left is the same session and may be finished.
    guard !occupied.hasTokens || occupied.isPart(of: source) else {
      throw .alreadyThere(plan.target)
    }
    do {
      // Without its label a move that is cut short would be nobody's to finish.
      try await state.beginMove(id, to: target)
    } catch {
      throw .storage(ManagerState.name, wrapping: error)
    }
    try await copy(source, by: plan)
    try await using(target) { try await $0.makeChanges(plan.pointing) }
    try await using(id.backend) { try await $0.makeChanges(plan.removing) }
    try? await state.moveRefusal(of: id, to: plan.target)
    try? await state.endMove(id)
    return MoveOutcome(source: id, target: plan.target, movedPointer: !plan.pointing.isEmpty)
  }

  /// Copies and compares; a copy that is not whole, or that is out of date by then, is taken back.
  private nonisolated func copy(
    _ source: StoredSession,
    by plan: MovePlan
  ) async throws(SessionError) {
    do throws(SessionError) {
      try await using(plan.target.backend) { try await $0.makeChanges(plan.copying) }
      guard try await items(plan.source, in: plan.target.backend).holds(source) else {
        throw .copyDiffers(plan.target)
      }
      guard try await items(plan.source, in: plan.source.backend) == source else {
        throw .changedMeanwhile(plan.source)
      }
    } catch {
      do {
        try await using(plan.target.backend) { try await $0.makeChanges(plan.undoingCopy) }
        try? await state.endMove(plan.source)
      } catch {
        // The note of the move stays, so that somebody looks at what is left.
      }
      throw error
    }
  }

  /// What a backend holds of a session's user and client.
  private nonisolated func items(
    _ id: SessionID,
    in backend: BackendID
  ) async throws(SessionError) -> StoredSession {
    try await using(backend) {
      try await $0.storedSession(clientID: id.clientID, username: id.username)
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
      // A backend that cannot be read now is looked at another time.
      guard let left = try? await items(id, in: id.backend),
        let there = try? await items(id, in: target)
      else { continue }
      switch (left.hasTokens, there.hasTokens) {
      case (true, true):
        notes.append("a move of \(id) to \(target) was cut short: move it again to finish")
        continue
      case (true, false):
        notes.append("a move of \(id) to \(target) was cut short before anything was copied")
      case (false, _):
        break
      }
      try? await state.endMove(id)
    }
    return notes
  }
}
