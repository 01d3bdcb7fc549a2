extension SessionManager {
  /// What a move did.
  public struct MoveOutcome: Equatable, Sendable {
    public let source: SessionID
    public let target: SessionID
    /// Whether the pointer moved with the session.
    public let movedPointer: Bool
    /// Whether it can be taken back; false where the undo log could not be written.
    public let isRecorded: Bool
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
    return try await alone(with: id) { kept async throws(SessionError) in
      try await self.performMove(id, to: target, kept)
    }
  }

  private nonisolated func performMove(
    _ id: SessionID,
    to target: BackendID,
    _ kept: KeptUsers
  ) async throws(SessionError) -> MoveOutcome {
    let source = try await stored(id)
    let pointer = try await using(id.backend) { try await $0.pointer(clientID: id.clientID) }
    let occupied = try await items(id, in: target)
    let plan = MovePlan(
      id,
      to: target,
      stored: source,
      occupied: occupied,
      isPointer: pointer.hasSameBytes(as: id.username),
      targetPointer: try await using(target) { try await $0.pointer(clientID: id.clientID) }
    )
    // What a move that was cut short left is the same session and may be finished.
    guard !occupied.hasTokens || occupied.isPart(of: source) else {
      throw .alreadyThere(plan.target)
    }
    let recorded = await record(change(plan, source, occupied, pointer))
    let notes = try await carryOut(plan, source, recorded, kept)
    await state.forget(notes, of: id)
    try? await state.endMove(id)
    await complete(recorded)
    note(
      [entry(.moved, id, plan.pointing.isEmpty ? "" : "pointer included", target: target)],
      touching: [id, plan.target]
    )
    return MoveOutcome(
      source: id,
      target: plan.target,
      movedPointer: !plan.pointing.isEmpty,
      isRecorded: recorded.id != nil
    )
  }

  /// Writes what the plan says, or puts both places back.
  ///
  /// - Returns: the notes that followed.
  private nonisolated func carryOut(
    _ plan: MovePlan,
    _ source: StoredSession,
    _ recorded: RecordedChange,
    _ kept: KeptUsers
  ) async throws(SessionError) -> FollowingNotes {
    do {
      // Without its label a move that is cut short would be nobody's to finish.
      try await state.beginMove(plan.source, to: plan.target.backend)
    } catch {
      await drop(recorded)
      throw .storage(ManagerState.name, wrapping: error)
    }
    var notes = FollowingNotes()
    do throws(SessionError) {
      try await copy(source, by: plan, recorded, kept)
      // What is known of the session is known of the copy, before the original goes.
      notes = await state.copyNotes(of: plan.source, to: plan.target, about: source)
      try await write(plan.pointing, to: plan.target.backend, as: recorded, kept)
      try await write(plan.removing, to: plan.source.backend, as: recorded, kept)
      return notes
    } catch {
      await takeBack(source, by: plan, notes, recorded, kept)
      throw error
    }
  }

  /// The move as a change to record.
  private nonisolated func change(
    _ plan: MovePlan,
    _ source: StoredSession,
    _ occupied: StoredSession,
    _ pointer: String?
  ) -> LocalChange {
    let (id, target) = (plan.source, plan.target.backend)
    return LocalChange(
      kind: .move,
      title: "move \(id.username) from \(id.backend) to \(target)",
      sessions: [id],
      items: UndoItem.items(
        plan.copying + plan.pointing,
        in: target,
        over: occupied,
        pointer: plan.targetPointer
      ) + UndoItem.items(plan.removing, in: id.backend, over: source, pointer: pointer)
    )
  }

  /// Copies and compares; nothing is removed while the copy is not whole or is out of date.
  private nonisolated func copy(
    _ source: StoredSession,
    by plan: MovePlan,
    _ recorded: RecordedChange,
    _ kept: KeptUsers
  ) async throws(SessionError) {
    try await write(plan.copying, to: plan.target.backend, as: recorded, kept)
    guard try await items(plan.source, in: plan.target.backend).holds(source) else {
      throw .copyDiffers(plan.target)
    }
    guard try await items(plan.source, in: plan.source.backend) == source else {
      throw .changedMeanwhile(plan.source)
    }
  }

  /// Puts both places back to what they held before a move that failed.
  ///
  /// The copy goes only once the original is seen to be whole again. Where that is not possible both stay,
  /// and so does the label of the move, so that somebody looks at what is left.
  private nonisolated func takeBack(
    _ source: StoredSession,
    by plan: MovePlan,
    _ notes: FollowingNotes,
    _ recorded: RecordedChange,
    _ kept: KeptUsers
  ) async {
    let id = plan.source
    do {
      let left = try await items(id, in: id.backend)
      // Another program's newer tokens are whole without help.
      if !left.hasTokens || left.isPart(of: source) {
        let pointer = try await using(id.backend) { try await $0.pointer(clientID: id.clientID) }
        let missing = plan.restoring(source, over: left, pointer: pointer)
        try await write(missing, to: id.backend, as: recorded, kept)
        guard try await items(id, in: id.backend) == source else { return }
      }
      try await write(plan.undoingCopy, to: plan.target.backend, as: recorded, kept)
      await state.takeBack(notes, of: plan.target)
      if !plan.isResumed { try await state.endMove(id) }
      await drop(recorded)
    } catch {
      return
    }
  }

  /// What a backend holds of a session's user and client.
  nonisolated func items(
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
    guard previous != id else { return previous }
    let recorded = await record(
      LocalChange(
        kind: .use,
        title: "use \(id) instead of \(previous)",
        sessions: [],
        items: [
          UndoItem(
            backend: nil,
            key: "active",
            before: await state.activeBackend()?.rawValue,
            after: id.rawValue
          )
        ]
      )
    )
    do {
      try await state.setActiveBackend(id)
    } catch {
      await drop(recorded)
      throw .storage(id, wrapping: error)
    }
    await complete(recorded)
    note(
      [JournalEntry(.activated, at: clock(), backend: id, detail: "instead of \(previous)")],
      touching: []
    )
    return previous
  }

  /// Why a backend cannot be used now, nil when it can; the removal of a key that is not there is
  /// tried, which leaves nothing behind wherever it fails.
  package nonisolated func obstacleToWriting(_ id: BackendID) async -> String? {
    let key = "authtop.absent"
    do throws(SessionError) {
      try await using(id) { try await $0.removeItem(key) }
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// The sessions that the app reads now: those whose users the pointers of the active backend name.
  public nonisolated func sessionsInUse() async throws(SessionError) -> [SessionID] {
    let id = await activeBackend()
    let backend = try backend(id)
    // Of a large store only those whom the pointers name are read.
    if let storage = backend.storage as? any SummarisingStorage,
      let pointers = try? await storage.summaries(of: [])?.pointers,
      let page = try? await storage.summaries(of: pointers)
    {
      return page.rows.filter(\.facts.hasTokens).map { $0.user.id(in: id) }
    }
    return try await snapshot(of: id).sessions.filter(\.isPointer).map(\.id)
  }
}
