extension SessionManager {
  /// Sessions whose new tokens could not be stored and are held in memory alone.
  public func heldSessions() -> [SessionID] { unsaved.keys.sorted() }

  /// Backends that could take held tokens: those that hold no other session of the user.
  public func placesForHeld(_ id: SessionID) async -> [BackendID] {
    var places: [BackendID] = []
    for backend in backends where backend.id != id.backend {
      let there = try? await backend.storage.storedSession(
        clientID: id.clientID,
        username: id.username
      )
      if let there, !there.hasTokens || unsaved[id]?.belong(to: there) == true {
        places.append(backend.id)
      }
    }
    return places
  }

  /// Keeps new tokens that could not be stored.
  func hold(_ tokens: RenewedTokens, of id: SessionID) { unsaved[id] = tokens }

  /// Stores held tokens in a backend, with what else belonged to the session.
  ///
  /// What the first backend holds stays as it is: the session before the renewal.
  public func storeHeld(
    _ id: SessionID,
    in target: BackendID
  ) async throws(SessionError) -> Session {
    _ = try backend(target)
    return try await alone(with: id) { () async throws(SessionError) in
      try await self.performStoreHeld(id, target)
    }
  }

  private func performStoreHeld(
    _ id: SessionID,
    _ target: BackendID
  ) async throws(SessionError) -> Session {
    guard let held = unsaved[id] else { throw .notFound(id) }
    let place = SessionID(backend: target, clientID: id.clientID, username: id.username)
    let there = try await using(target) {
      try await $0.storedSession(clientID: id.clientID, username: id.username)
    }
    guard !there.hasTokens || held.belong(to: there) else { throw .alreadyThere(place) }
    do throws(SessionError) {
      try await write(held.old.setting() + held.changes, to: target, as: .beyondUndo)
    } catch {
      guard case .storage(let backend, let reason) = error else { throw error }
      throw .notSaved(
        SessionID(backend: backend, clientID: id.clientID, username: id.username),
        reason
      )
    }
    unsaved[id] = nil
    try? await state.forgetIntent(of: id)
    let session = try await session(place)
    note(.refreshed, session, "stored here because \(id.backend) could not be written")
    return session
  }
}
