extension SessionManager {
  /// Renews a session's tokens; calls for the same session while one is under way share its result.
  ///
  /// Only one process at a time asks the pool. Tokens that another one stored while this one waited,
  /// or since `seen`, are the answer, and the pool is not asked. Whatever fails, the stored tokens
  /// stay: a definite refusal marks the session, and Amplify would clear it.
  public func refresh(
    _ id: SessionID,
    since seen: SessionGeneration? = nil
  ) async throws(SessionError) -> RefreshOutcome {
    if let flight = flights[id] { return try await flight.value.get() }
    let flight = Task { await self.fly(id, since: seen) }
    flights[id] = flight
    let result = await flight.value
    flights[id] = nil
    note(result, of: id)
    return try result.get()
  }

  private func fly(
    _ id: SessionID,
    since seen: SessionGeneration?
  ) async -> Result<RefreshOutcome, SessionError> {
    do throws(SessionError) {
      // What was there before waiting: whatever differs afterwards is somebody else's work.
      let before = if let seen { seen } else { try await generation(of: id) }
      return .success(
        try await alone(with: id) { () async throws(SessionError) in
          try await self.performRefresh(id, since: before)
        }
      )
    } catch {
      return .failure(error)
    }
  }

  private func performRefresh(
    _ id: SessionID,
    since seen: SessionGeneration
  ) async throws(SessionError) -> RefreshOutcome {
    let stored = try await stored(id)
    if let outcome = try await saveHeld(id, over: stored) { return outcome }
    if seen.isFollowed(by: stored) { return try await adoption(of: id, .sameStore) }
    let configuration = try configuration(of: stored)
    guard stored.token(.refresh) != nil else { throw .noRefreshToken(id) }
    if let left = await state.rest(of: configuration, at: clock()) {
      throw .poolRests(milliseconds: left)
    }
    let before = await state.intent(of: id)
    let intent = RefreshIntent(stored, at: clock())
    try await note(intent, of: id)
    let start = ContinuousClock.now
    let answer = await ask(machine(id, configuration, stored))
    let duration = ContinuousClock.now - start
    switch answer {
    case .renewed(let renewed):
      // The note stays where they could not be stored: this process may end before they are.
      let place = try await save(renewed, of: id)
      let outcome = try await outcome(of: renewed, in: place, duration: duration)
      await settle(intent, .stored, before: before, of: id)
      return outcome
    case .failed(let error, let end):
      if case .pool(let error) = error, let wish = error.retryAfter {
        try? await state.noteRest(of: configuration, for: wish, at: clock())
      }
      await settle(intent, end, before: before, of: id)
      throw error
    case .refused(let refusal, let afterDoubt):
      let outcome = try await successor(of: stored, id, refusal)
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
    let issuer = [stored.token(.access), stored.token(.id)].lazy
      .compactMap { $0 }
      .compactMap { try? CompactToken($0.reveal()).claims.iss }
      .first
    guard let found = pools.configuration(clientID: stored.clientID, issuer: issuer) else {
      throw .noPool(clientID: stored.clientID)
    }
    return found
  }
}
