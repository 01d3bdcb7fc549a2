extension SessionManager {
  /// Sessions whose new tokens their backend could not take, and are held in memory.
  public func heldSessions() -> [HeldSession] { unsaved.held }

  /// Elements arrive when other tokens are held than before.
  public nonisolated func heldChanges() -> AsyncStream<Void> { heldWatchers.stream() }

  /// Other backends that could take held tokens: those where no other session of the user is lost.
  public func placesForHeld(_ id: SessionID) async -> [BackendID] {
    let held = unsaved.entries(of: id)
    guard !held.isEmpty else { return [] }
    var places: [BackendID] = []
    for backend in backends where backend.id != id.backend {
      guard let there = try? await items(id, in: backend.id),
        held.contains(where: { $0.kind.mayStand(over: there, isOwn: false) })
      else { continue }
      places.append(backend.id)
    }
    return places
  }

  /// Copies that have got the tokens that are held for a session, which so do not end with the program.
  public func copiesOfHeld(_ id: SessionID) async -> [SessionID] {
    var having: Set<SessionID> = []
    for entry in unsaved.entries(of: id) {
      let held = entry.kind.stored
      var found: [SessionID] = []
      for copy in await copies(of: held, besides: id) {
        let there = try? await stored(copy)
        if there?.token(.access) == held.token(.access) { found.append(copy) }
      }
      // Of several, none is told as safe before all are.
      if found.isEmpty { return [] }
      having.formUnion(found)
    }
    return having.sorted()
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

  /// Held tokens that are to take the place of stored ones.
  func renewal(of stored: StoredSession) -> RenewedTokens? { unsaved.renewal(of: stored)?.tokens }

  /// A session's items with the newest tokens that are known of it.
  func newest(of stored: StoredSession) -> StoredSession {
    renewal(of: stored).map { stored.applying($0.changes) } ?? stored
  }

  /// Lets go of held tokens that a sign-out has ended: they open nothing, and stored they would look
  /// like a living session.
  ///
  /// `before` is what was held when it was sent: what came meanwhile is of another sign-in.
  func release(
    _ before: [UnsavedTokens.Entry],
    endedBy report: SignOutReport,
    _ stored: StoredSession
  ) {
    let families = report.plan.removals.map(\.family)
    let isGlobal = report.plan.scope == .everywhere && report.steps.first?.isConfirmed == true
    let user = stored.session(id: report.plan.id)
    for entry in before {
      let held = entry.kind.stored.session(id: entry.id)
      let isUsers = user.sub != nil && held.sub == user.sub && held.issuer == user.issuer
      guard families.contains(entry.kind.family) || (isGlobal && isUsers) else { continue }
      release(entry.kind, of: entry.id)
    }
  }

  /// Stores held tokens in a backend, with what else belonged to the session.
  ///
  /// What another backend than theirs holds of the user is never overwritten, unless it is the
  /// session before the renewal. Of several sign-ins the oldest that may stand there is stored.
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
    let entries = unsaved.entries(of: id)
    guard !entries.isEmpty else { throw .notFound(id) }
    let place = SessionID(backend: target, clientID: id.clientID, username: id.username)
    let there = try await items(id, in: target)
    let isOwn = target == id.backend
    guard let held = entries.first(where: { $0.kind.mayStand(over: there, isOwn: isOwn) }) else {
      throw .alreadyThere(place)
    }
    switch held.kind {
    case .renewed(let renewed): return try await store(renewed, of: id, as: place, kept)
    case .signedIn(let new):
      guard place != id else {
        try await write(new, of: id, kept)
        return await session(id, after: new.changes)
      }
      try await write(new, of: place, over: there, kept)
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
      // Nothing is held for another place: there the storage's own words are the whole truth.
      guard place == id, case .storage(_, let reason) = error else { throw error }
      throw .notSaved(place, reason)
    }
    release(.renewed(renewed), of: id)
    await keepDoubt(of: id, about: renewed, in: place)
    let outcome = await outcome(of: renewed, in: place, duration: .zero, kept)
    try? await state.forgetIntent(of: id)
    try? await state.forgetRefusal(of: place)
    let why = place == id ? "" : "stored here because \(id.backend) could not be written"
    note(.refreshed, outcome.session, why)
    return outcome.session
  }
}
