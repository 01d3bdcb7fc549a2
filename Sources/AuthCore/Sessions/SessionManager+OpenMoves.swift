extension SessionManager {
  /// Moves that began, did not end, and that nobody carries on just now.
  nonisolated func openMoves() async -> [SessionID: BackendID] {
    var open = await state.unfinishedMoves()
    for id in open.keys where await locks.isHeld(SessionLocks.name(of: id)) { open[id] = nil }
    return open
  }

  /// Moves that began and did not end, in words that say where the session is whole.
  ///
  /// A backend that cannot be read now is looked at another time, and a move under way by whoever
  /// makes it.
  public nonisolated func unfinishedMoves() async -> [String] {
    var notes: [String] = []
    for (id, target) in await openMoves().sorted(by: { $0.key < $1.key }) {
      switch await standing(id, target) {
      case .unknown: continue
      case .open:
        notes.append("a move of \(id) to \(target) was cut short: move it again to finish")
      case .over: notes += await finish(id, target)
      }
    }
    let steps = (try? await undoLog.steps(at: clock())) ?? []
    notes += steps.filter { $0.kind == .undo && $0.end == .begun }.map {
      "\($0.title) was cut short: undo it again to finish"
    }
    return notes
  }

  /// How both places stand to the note of a move: it is over where one of them holds nothing.
  private nonisolated func standing(_ id: SessionID, _ target: BackendID) async -> NoteStanding {
    let there = SessionID(backend: target, clientID: id.clientID, username: id.username)
    switch (await look(at: id), await look(at: there)) {
    case (.unreadable, _), (_, .unreadable): return .unknown
    case (.stored, .stored): return .open
    case (.gone, _), (_, .gone): return .over
    }
  }

  /// Forgets the note of a move that is over; tells of one that never began.
  private nonisolated func finish(_ id: SessionID, _ target: BackendID) async -> [String] {
    await settle(id) { _ async throws(SessionError) -> [String] in
      guard await self.state.unfinishedMoves()[id] == target,
        await self.standing(id, target) == .over
      else { return [] }
      try? await self.state.endMove(id)
      guard case .stored = await self.look(at: id) else { return [] }
      return ["a move of \(id) to \(target) was cut short before anything was copied"]
    } ?? []
  }
}
