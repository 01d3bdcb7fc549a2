extension SessionManager {
  /// Refreshes whose end nobody noted and that nobody carries on just now.
  nonisolated func openIntents() async -> [SessionID: RefreshIntent] {
    var open = await state.intents()
    for id in open.keys where await locks.isHeld(SessionLocks.name(of: id)) { open[id] = nil }
    return open
  }

  /// Sign-outs that began, are not over, and that nobody carries on just now.
  nonisolated func openSignOuts() async -> [SessionID: SignOutNote] {
    var open = await state.signOutNotes()
    for id in open.keys where await locks.isHeld(SessionLocks.name(of: id)) { open[id] = nil }
    return open
  }

  /// Moves that began, did not end, and that nobody carries on just now.
  nonisolated func openMoves() async -> [SessionID: BackendID] {
    var open: [SessionID: BackendID] = [:]
    for (id, target) in await state.unfinishedMoves()
    where await !locks.isHeld(SessionLocks.name(of: id)) {
      open[id] = target
    }
    return open
  }

  /// A session with what was begun with its very tokens and did not end.
  nonisolated func withOpenEnds(
    _ session: Session,
    _ stored: StoredSession,
    _ intents: [SessionID: RefreshIntent],
    _ signOuts: [SessionID: SignOutNote]
  ) -> Session {
    var session = session
    if let intent = intents[session.id], intent.isOpen(for: stored) {
      session.problems.append(.refreshCutShort(intent))
    }
    if let note = signOuts[session.id], note.isAbout(stored) {
      session.problems.append(.signOutOpen(note))
    }
    return session
  }

  /// Sign-outs whose end nobody knows, in words; those whose tokens are gone from here too.
  ///
  /// A note of tokens that were replaced says nothing any more and is forgotten, one of tokens that
  /// were removed when no refresh token lives that long.
  public nonisolated func unknownSignOuts() async -> [String] {
    var notes: [String] = []
    for (id, note) in await openSignOuts().sorted(by: { $0.key < $1.key }) {
      let stored = try? await stored(id)
      if let stored, note.isAbout(stored) {
        notes.append("\(id): \(Problem.signOutOpen(note).message)")
      } else if note.stage == .removed, age(since: note.date) < Self.longestUnknown {
        notes.append(
          "\(id): the sign-out of \(note.time) got no answer and its keys were removed: the pool may "
            + "still honour those tokens; undo the removal and sign out again to be sure"
        )
      } else {
        try? await state.forgetSignOut(of: id)
      }
    }
    return notes
  }

  /// Milliseconds since a moment that a note bears, whatever number stands there.
  private nonisolated func age(since date: Int64) -> Int64 {
    clock().milliseconds(since: NumericDate(milliseconds: date))
  }

  /// RefreshTokenValidity's default of 30 days, in milliseconds.
  private static var longestUnknown: Int64 { 30 * 86_400_000 }

  /// The longest RetryGracePeriodSeconds that a pool can have, in milliseconds.
  private static var longestGrace: Int64 { 60_000 }

  /// Finishes what processes that ended in the middle of a refresh left behind, and tells in words
  /// what could not be finished.
  ///
  /// Tokens that were stored reach the copies that a rotation would have ended. Where nothing was
  /// stored the refresh is sent again, if `retrying` and while a pool's grace period can still last;
  /// later, or when that is refused, the session bears a label.
  public func finishRefreshes(retrying: Bool) async -> [String] {
    var notes: [String] = []
    for (id, intent) in await openIntents().sorted(by: { $0.key < $1.key }) {
      guard let stored = try? await stored(id) else { continue }
      guard intent.isOpen(for: stored) else {
        notes += await finish(intent, of: id)
        continue
      }
      let age = age(since: intent.date)
      if retrying, intent.stage != .usedUp, (0..<Self.longestGrace).contains(age) {
        do throws(SessionError) {
          notes.append("a refresh of \(id) that was cut short is done: \(try await refresh(id))")
        } catch {
          notes.append("a refresh of \(id) was cut short, and another try failed: \(error)")
        }
        continue
      }
      notes.append("\(id): \(Problem.refreshCutShort(intent).message)")
    }
    return notes
  }

  /// The session's new tokens were stored and the note is still there: its copies may be behind.
  private func finish(_ intent: RefreshIntent, of id: SessionID) async -> [String] {
    let notes = try? await alone(with: id) { () async throws(SessionError) -> [String] in
      let stored = try await self.stored(id)
      guard await self.state.intent(of: id) == intent, !intent.isOpen(for: stored) else {
        return []
      }
      var notes: [String] = []
      for backend in self.backends where backend.id != id.backend {
        let copy = SessionID(backend: backend.id, clientID: id.clientID, username: id.username)
        guard let other = try? await self.stored(copy), intent.isOpen(for: other) else { continue }
        try await self.write(
          stored.setting(AmplifyKey.Name.generation),
          to: copy.backend,
          as: .beyondUndo
        )
        notes.append("\(copy) got the tokens of a refresh that was cut short")
      }
      try? await self.state.forgetIntent(of: id)
      return notes
    }
    return notes ?? []
  }
}
