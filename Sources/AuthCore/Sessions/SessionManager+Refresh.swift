extension SessionManager {
  /// Renews a session's tokens; calls for the same session while one is under way share its result.
  ///
  /// Only one process at a time asks the pool. Tokens that another one stored while this one waited,
  /// or since `seen`, are the answer, and the pool is not asked. Whatever fails, the stored tokens
  /// stay: a definite refusal marks the session, and Amplify would clear it.
  ///
  /// `naming` gets the copies that hold the same refresh token, where there are any, before anything
  /// is sent: a pool that rotates ends it for them too.
  public func refresh(
    _ id: SessionID,
    since seen: SessionGeneration? = nil,
    naming: (@Sendable ([SessionID]) -> Void)? = nil
  ) async throws(SessionError) -> RefreshOutcome {
    if let flight = flights[id] { return try await flight.value.get() }
    let flight = Task { await self.fly(id, since: seen, naming: naming) }
    flights[id] = flight
    let result = await flight.value
    flights[id] = nil
    note(result, of: id)
    return try result.get()
  }

  private func fly(
    _ id: SessionID,
    since seen: SessionGeneration?,
    naming: (@Sendable ([SessionID]) -> Void)?
  ) async -> Result<RefreshOutcome, SessionError> {
    do throws(SessionError) {
      // What was there before waiting: whatever differs afterwards is somebody else's work.
      let before = if let seen { seen } else { try await generation(of: id) }
      return .success(
        try await alone(with: id) { kept async throws(SessionError) in
          try await self.performRefresh(id, since: before, naming: naming, kept)
        }
      )
    } catch .notFound(id) where !unsaved.entries(of: id).isEmpty {
      return await storeAgain(id)
    } catch {
      return .failure(error)
    }
  }

  /// Stores held tokens where nothing is stored any more, or was yet.
  private func storeAgain(_ id: SessionID) async -> Result<RefreshOutcome, SessionError> {
    do throws(SessionError) {
      let session = try await storeHeld(id, in: id.backend)
      return .success(RefreshOutcome(session: session, renewedIDToken: session.idToken != nil))
    } catch {
      return .failure(error)
    }
  }

  private func performRefresh(
    _ id: SessionID,
    since seen: SessionGeneration,
    naming: (@Sendable ([SessionID]) -> Void)?,
    _ kept: KeptUsers
  ) async throws(SessionError) -> RefreshOutcome {
    let stored = try await stored(id)
    if let outcome = try await saveHeld(id, over: stored, kept) { return outcome }
    if seen.isFollowed(by: stored) { return try await adoption(of: id, .sameStore) }
    let configuration = try configuration(of: stored)
    try await requireRefreshable(stored, id)
    if let left = await state.rest(of: configuration, at: clock()) {
      throw .poolRests(milliseconds: left)
    }
    if let naming {
      let copies = await copies(of: stored, besides: id)
      if !copies.isEmpty { naming(copies) }
    }
    let before = await state.intent(of: id)
    let intent = RefreshIntent(stored, at: clock())
    try await note(intent, of: id)
    return try await send(stored, configuration, intent, before: before, of: id, kept)
  }

  /// Asks the pool, stores what comes of it, and leaves the note that its end calls for.
  private func send(
    _ stored: StoredSession,
    _ configuration: PoolConfiguration,
    _ intent: RefreshIntent,
    before: RefreshIntent?,
    of id: SessionID,
    _ kept: KeptUsers
  ) async throws(SessionError) -> RefreshOutcome {
    let start = ContinuousClock.now
    switch await ask(machine(id, configuration, stored)) {
    case .renewed(let renewed):
      let duration = ContinuousClock.now - start
      // The note stays where they could not be stored: this process may end before they are.
      let place = try await save(renewed, of: id, kept)
      let outcome = await outcome(of: renewed, in: place, duration: duration, kept)
      await settle(intent, .stored, before: before, of: id)
      return outcome
    case .failed(let error, let end):
      if case .pool(let error) = error, let wish = error.retryAfter {
        try? await state.noteRest(of: configuration, for: wish, at: clock())
      }
      await settle(intent, end, before: before, of: id)
      throw error
    case .refused(let refusal, let afterDoubt):
      let outcome = try await successor(of: stored, id, refusal, kept)
      let end = outcome == nil ? RefreshIntent.End.refused : .stored
      await settle(intent, end, before: afterDoubt ? intent : before, of: id)
      if let outcome { return outcome }
      await remember(refusal, of: id, stored)
      throw .refused(id, refusal)
    }
  }

  private nonisolated func remember(
    _ refusal: Refusal,
    of id: SessionID,
    _ stored: StoredSession
  ) async {
    let remembered = RememberedRefusal(refusal, token: stored.token(.refresh))
    try? await state.remember(remembered, of: id)
  }

  private nonisolated func note(
    _ intent: RefreshIntent,
    of id: SessionID
  ) async throws(SessionError) {
    do {
      try await state.note(intent, of: id)
    } catch {
      throw .notNoted(id, error as? StorageError ?? .failed(reason: "\(type(of: error))"))
    }
  }

  /// Leaves the note that the end of a refresh calls for, or none.
  private nonisolated func settle(
    _ intent: RefreshIntent,
    _ end: RefreshIntent.End,
    before: RefreshIntent?,
    of id: SessionID
  ) async {
    if let open = intent.after(end, before: before) {
      try? await state.note(open, of: id)
    } else {
      try? await state.forgetIntent(of: id)
    }
  }

  nonisolated func configuration(
    of stored: StoredSession
  ) throws(SessionError) -> PoolConfiguration {
    func issuer(_ kind: TokenKind) -> String? {
      stored.token(kind).flatMap { try? CompactToken($0.reveal()).claims.iss }
    }
    let issuer = Session.issuer(access: issuer(.access), idToken: issuer(.id))
    guard let found = pools.configuration(clientID: stored.clientID, issuer: issuer) else {
      throw .noPool(clientID: stored.clientID)
    }
    return found
  }
}
