/// A sign-in's tokens on their way into a backend.
struct NewSession: Sendable {
  /// The pointer included.
  let changes: [StorageChange]
  let tokens: TokenSet

  /// Which sign-in was to be replaced; nil where there was none.
  var replaces: SessionFamily?
  /// Whether anybody could look what was there.
  var hasLooked = false

  init(changes: [StorageChange], tokens: TokenSet) {
    self.changes = changes
    self.tokens = tokens
  }

  /// The session's own items.
  var stored: StoredSession { StoredSession(clientID: "", username: "").applying(changes) }

  /// Whether it may take the place of what is stored by now, unasked: of the very sign-in that it was
  /// to replace, or, where nobody could look then, of one that is older than itself.
  func mayReplace(_ there: StoredSession) -> Bool {
    if hasLooked { return replaces == SessionFamily(there) }
    guard let old = there.signInTime, let new = stored.signInTime else { return false }
    return old < new
  }
}

extension SessionManager {
  /// Writes a new session over what is there of its user, which comes back by an undo.
  ///
  /// No other flow works on the user's sessions meanwhile. What cannot be written is held: a pool
  /// gives the tokens once.
  nonisolated func store(
    _ new: NewSession,
    of id: SessionID
  ) async throws(SessionError) {
    do throws(SessionError) {
      try await alone(with: id) { kept async throws(SessionError) in
        try await self.write(new, of: id, kept)
      }
    } catch {
      // Its own sentence would say that nothing was sent.
      guard case .notLocked(_, let reason) = error else { throw error }
      await hold(.signedIn(new), of: id, because: reason.cause)
      throw .notSaved(id, reason)
    }
  }

  /// Writes a new session where it was to go, and holds it where that fails.
  nonisolated func write(
    _ new: NewSession,
    of id: SessionID,
    _ kept: KeptUsers
  ) async throws(SessionError) {
    var new = new
    do throws(SessionError) {
      let before = try await patiently { () async throws(SessionError) in
        try await self.items(id, in: id.backend)
      }
      new.replaces = before.hasTokens ? SessionFamily(before) : nil
      new.hasLooked = true
      try await write(new, of: id, over: before, kept)
    } catch {
      guard case .storage(_, let reason) = error else { throw error }
      await hold(.signedIn(new), of: id, because: reason.cause)
      throw .notSaved(id, reason)
    }
    await release(.signedIn(new), of: id)
    try? await state.forgetRefusal(of: id)
  }

  /// Writes a new session, recorded, and puts back what was there where that fails.
  nonisolated func write(
    _ new: NewSession,
    of id: SessionID,
    over before: StoredSession,
    _ kept: KeptUsers
  ) async throws(SessionError) {
    let pointer = try await patiently { () async throws(SessionError) in
      try await self.using(id.backend) { try await $0.pointer(clientID: id.clientID) }
    }
    let recorded = await record(
      LocalChange(
        kind: .signIn,
        title: "sign \(id.username) in to \(id.backend)",
        sessions: [id],
        items: UndoItem.items(new.changes, in: id.backend, over: before, pointer: pointer),
        beyond: ["the pool still counts this sign-in; sign out to end it there"]
      )
    )
    do throws(SessionError) {
      try await patiently { () async throws(SessionError) in
        try await self.write(new.changes, to: id.backend, as: recorded, kept)
      }
    } catch {
      // Half of a new session must not stand in for the old one.
      if await putBack(before, pointer, of: id, recorded, kept) { await drop(recorded) }
      throw error
    }
    await complete(recorded)
    note([entry(.signedIn, id)] + pointerEntry(id, from: pointer), touching: [id])
  }
}

extension StoredSession {
  /// When the user signed in (`auth_time`).
  fileprivate var signInTime: NumericDate? {
    let session = session(id: SessionID(backend: BackendID(""), clientID: "", username: ""))
    return session.access?.authTime ?? session.idToken?.authTime
  }
}
