extension SessionManager {
  /// Refreshes whose end nobody noted and that nobody carries on just now.
  nonisolated func openIntents() async -> [SessionID: RefreshIntent] {
    var open = await state.intents()
    for id in open.keys where await locks.isHeld(SessionLocks.name(of: id)) { open[id] = nil }
    return open
  }

  /// Sign-outs that began, are not over, and that nobody carries on just now.
  nonisolated func openSignOuts() async -> [SessionID: [SignOutNote]] {
    var open = await state.signOutNotes()
    for id in open.keys where await locks.isHeld(SessionLocks.name(of: id)) { open[id] = nil }
    return open
  }

  /// A session with what was begun with its very tokens and did not end.
  nonisolated func withOpenEnds(
    _ session: Session,
    _ stored: StoredSession,
    _ intents: [SessionID: RefreshIntent],
    _ signOuts: [SessionID: [SignOutNote]]
  ) -> Session {
    var session = session
    if let intent = intents[session.id], intent.isOpen(for: stored) {
      session.problems.append(.refreshCutShort(intent))
    }
    if let note = signOuts[session.id]?.first(where: { $0.isAbout(stored) }) {
      session.problems.append(.signOutOpen(note))
    }
    return session
  }

  /// Sign-outs whose end nobody knows, in words; those whose tokens are gone from here too.
  ///
  /// A note of tokens that were replaced says nothing any more and is forgotten, one of tokens that
  /// were removed when no refresh token lives that long; one that cannot be judged now stays.
  public nonisolated func unknownSignOuts() async -> [String] {
    var notes: [String] = []
    for (id, open) in await openSignOuts().sorted(by: { $0.key < $1.key }) {
      let look = await look(at: id)
      for note in open {
        switch note.standing(look, at: clock()) {
        case .unknown: continue
        case .over: await forget(note, of: id)
        case .open: notes.append("\(id): \(words(note, look))")
        }
      }
    }
    return notes
  }

  private nonisolated func words(_ note: SignOutNote, _ look: NoteLook) -> String {
    if case .stored(let stored) = look, note.isAbout(stored) {
      return Problem.signOutOpen(note).message
    }
    return
      "the sign-out of \(note.time) got no answer and its keys were removed: the pool may still "
      + "honour those tokens; undo the removal and sign out again to be sure"
  }

  /// Milliseconds since a moment that a note bears, whatever number stands there.
  private nonisolated func age(since date: Int64) -> Int64 {
    clock().milliseconds(since: NumericDate(milliseconds: date))
  }

  private nonisolated func forget(_ note: SignOutNote, of id: SessionID) async {
    await settle(id) { _ async throws(SessionError) in
      let isOver = note.standing(await self.look(at: id), at: self.clock()) == .over
      guard isOver, (try? await self.state.signOuts(of: id))?.contains(note) == true else { return }
      try? await self.state.forget(note, of: id)
    }
  }

  /// The longest RetryGracePeriodSeconds that a pool can have, in milliseconds.
  private static var longestGrace: Int64 { 60_000 }

  /// Finishes what processes that ended in the middle of a refresh left behind, and tells in words
  /// what could not be finished.
  ///
  /// Tokens that were stored reach the copies that a rotation would have ended. Where nothing was
  /// stored the refresh is sent again, if `retrying` and while a pool's grace period can still last;
  /// later, or when that is refused, the session bears a label. `naming` gets a session that is sent
  /// again and its copies, as for `refresh`.
  public func finishRefreshes(
    retrying: Bool,
    naming: (@Sendable (SessionID, [SessionID]) -> Void)? = nil
  ) async -> [String] {
    var notes: [String] = []
    for (id, intent) in await openIntents().sorted(by: { $0.key < $1.key }) {
      switch intent.standing(await look(at: id), at: clock()) {
      case .unknown: continue
      case .over:
        notes += await finish(intent, of: id)
        continue
      case .open: break
      }
      let age = age(since: intent.date)
      if retrying, intent.stage != .usedUp, (0..<Self.longestGrace).contains(age) {
        do throws(SessionError) {
          let named = naming.map { name in { @Sendable copies in name(id, copies) } }
          let outcome = try await refresh(id, naming: named)
          notes.append("a refresh of \(id) that was cut short is done: \(outcome)")
        } catch {
          notes.append("a refresh of \(id) was cut short, and another try failed: \(error)")
        }
        continue
      }
      notes.append("\(id): \(Problem.refreshCutShort(intent).message)")
    }
    return notes
  }

  /// The session has other tokens and the note is still there: its copies may be behind.
  ///
  /// Only the tokens of that refresh reach them. Another sign-in's have nothing to do with the copies:
  /// what was unknown of the session stays unknown of them.
  private func finish(_ intent: RefreshIntent, of id: SessionID) async -> [String] {
    let notes = await settle(id) { kept async throws(SessionError) -> [String] in
      let look = await self.look(at: id)
      guard await self.state.intent(of: id) == intent,
        intent.standing(look, at: self.clock()) == .over
      else { return [] }
      var (notes, isWhole) = ([String](), true)
      for backend in self.backends where backend.id != id.backend {
        let copy = SessionID(backend: backend.id, clientID: id.clientID, username: id.username)
        guard let other = try? await self.stored(copy), intent.isOpen(for: other) else { continue }
        guard case .stored(let stored) = look, SessionFamily(stored) == SessionFamily(other) else {
          try? await self.state.note(intent, of: copy)
          continue
        }
        let changes = stored.setting(AmplifyKey.Name.generation)
        do throws(SessionError) {
          try await self.write(changes, to: copy.backend, as: .beyondUndo, kept)
          notes.append("\(copy) got the tokens of a refresh that was cut short")
        } catch {
          // The note stays, so that the next start tries again.
          isWhole = false
          notes.append("\(copy) did not get the tokens of a refresh that was cut short: \(error)")
        }
      }
      if isWhole { try? await self.state.forgetIntent(of: id) }
      return notes
    }
    return notes ?? []
  }
}
