extension SessionManager {
  /// Sessions whose new tokens could not be stored and are held in memory alone.
  public func heldSessions() -> [HeldSession] { unsaved.held }

  /// Elements arrive when other tokens are held than before.
  public nonisolated func heldChanges() -> AsyncStream<Void> { heldWatchers.stream() }

  /// Other backends that could take held tokens: those where no other session of the user is lost.
  public func placesForHeld(_ id: SessionID) async -> [BackendID] {
    guard let first = unsaved.entries(of: id).first else { return [] }
    var places: [BackendID] = []
    for backend in backends where backend.id != id.backend {
      guard let there = try? await items(id, in: backend.id),
        first.kind.mayStand(over: there, isOwn: false)
      else { continue }
      places.append(backend.id)
    }
    return places
  }

  /// Keeps new tokens that could not be stored.
  func hold(_ kind: UnsavedTokens.Kind, of id: SessionID, because reason: String) {
    unsaved.hold(kind, of: id, because: reason)
  }

  /// Forgets held tokens that are stored by now.
  func release(_ kind: UnsavedTokens.Kind, of id: SessionID) {
    guard !unsaved.entries(of: id).isEmpty else { return }
    unsaved.release(kind, of: id)
  }

  /// Stores held tokens in a backend, with what else belonged to the session.
  ///
  /// What another backend than theirs holds of the user is never overwritten, unless it is the
  /// session before the renewal.
  public func storeHeld(
    _ id: SessionID,
    in target: BackendID
  ) async throws(SessionError) -> Session {
    _ = try backend(target)
    return try await alone(with: id) { kept async throws(SessionError) in
      try await self.performStoreHeld(id, target, kept)
    }
  }

  private func performStoreHeld(
    _ id: SessionID,
    _ target: BackendID,
    _ kept: KeptUsers
  ) async throws(SessionError) -> Session {
    guard let held = unsaved.entries(of: id).first else { throw .notFound(id) }
    let place = SessionID(backend: target, clientID: id.clientID, username: id.username)
    let there = try await items(id, in: target)
    guard held.kind.mayStand(over: there, isOwn: target == id.backend) else {
      throw .alreadyThere(place)
    }
    switch held.kind {
    case .renewed(let renewed): return try await store(renewed, of: id, as: place, kept)
    case .signedIn(let new):
      guard place != id else {
        try await write(new, of: id, kept)
        return await session(id, after: new.changes)
      }
      do throws(SessionError) {
        try await write(new, of: place, over: there, kept)
      } catch {
        guard case .storage(_, let reason) = error else { throw error }
        throw .notSaved(place, reason)
      }
      release(held.kind, of: id)
      return await session(place, after: new.changes)
    }
  }

  private func store(
    _ renewed: RenewedTokens,
    of id: SessionID,
    as place: SessionID,
    _ kept: KeptUsers
  ) async throws(SessionError) -> Session {
    let changes = renewed.old.setting() + renewed.changes
    do throws(SessionError) {
      try await patiently { () async throws(SessionError) in
        try await self.write(changes, to: place.backend, as: .beyondUndo, kept)
      }
    } catch {
      guard case .storage(_, let reason) = error else { throw error }
      throw .notSaved(place, reason)
    }
    release(.renewed(renewed), of: id)
    let outcome = await outcome(of: renewed, in: place, duration: .zero, kept)
    try? await state.forgetIntent(of: id)
    try? await state.forgetRefusal(of: place)
    let why = place == id ? "" : "stored here because \(id.backend) could not be written"
    note(.refreshed, outcome.session, why)
    return outcome.session
  }
}
