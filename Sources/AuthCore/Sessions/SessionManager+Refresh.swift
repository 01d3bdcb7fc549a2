extension SessionManager {
  /// Renews a session's tokens; calls for the same session while one is under way share its result.
  ///
  /// Whatever fails, the stored tokens stay: a definite refusal marks the session, and Amplify
  /// would clear it.
  public func refresh(_ id: SessionID) async throws(SessionError) -> RefreshOutcome {
    if let flight = flights[id] { return try await flight.value.get() }
    let flight = Task { await self.fly(id) }
    flights[id] = flight
    let result = await flight.value
    flights[id] = nil
    return try result.get()
  }

  private nonisolated func fly(_ id: SessionID) async -> Result<RefreshOutcome, SessionError> {
    do throws(SessionError) {
      return .success(try await performRefresh(id))
    } catch {
      return .failure(error)
    }
  }

  private nonisolated func performRefresh(
    _ id: SessionID
  ) async throws(SessionError) -> RefreshOutcome {
    let stored = try await stored(id)
    let configuration = try configuration(of: stored)
    let pool = pools.userPool(configuration)
    let start = ContinuousClock.now
    var machine = RefreshMachine(id: id, configuration: configuration, stored: stored)
    var action = machine.begin()
    while true {
      switch action {
      case .getTokens(let request):
        action = await machine.take(at: clock) { () async throws(UserPoolError) in
          try await pool.getTokensFromRefreshToken(request).answer
        }
      case .initiateAuth(let request):
        action = await machine.take(at: clock) { () async throws(UserPoolError) in
          try await pool.initiateAuth(request).answer
        }
      case .save(let changes, let tokens, let rotated):
        let duration = ContinuousClock.now - start
        try await save(changes, of: id, replacing: stored)
        return RefreshOutcome(
          session: try await session(id),
          renewedIDToken: tokens.idToken != stored.token(.id),
          rotated: rotated,
          staleCopies: rotated ? await copies(of: stored, besides: id) : [],
          duration: duration
        )
      case .remember(let refusal):
        let remembered = RememberedRefusal(refusal, token: stored.token(.refresh))
        try? await state.remember(remembered, of: id)
        throw .refused(id, refusal)
      case .fail(let error):
        throw error
      }
    }
  }

  /// Stores renewed tokens, unless the session changed while the pool was asked.
  private nonisolated func save(
    _ changes: [StorageChange],
    of id: SessionID,
    replacing old: StoredSession
  ) async throws(SessionError) {
    let current = try await using(id.backend) {
      try await $0.storedSession(clientID: id.clientID, username: id.username)
    }
    guard current.token(.refresh) == old.token(.refresh) else { throw .changedMeanwhile(id) }
    do {
      try await using(id.backend) { try await $0.makeChanges(changes) }
    } catch .storage(_, let error) {
      // The pool may have rotated: these tokens exist nowhere else, so they must not be dropped.
      try? await using(.memory) { try await $0.makeChanges(changes) }
      throw .notSaved(id, error)
    }
    try? await state.forgetRefusal(of: id)
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

  /// Sessions of the same user and client elsewhere that hold the same refresh token.
  private nonisolated func copies(of old: StoredSession, besides id: SessionID) async -> [SessionID]
  {
    var copies: [SessionID] = []
    for backend in backends where backend.id != id.backend {
      let there = SessionID(backend: backend.id, clientID: id.clientID, username: id.username)
      if let other = try? await stored(there), other.token(.refresh) == old.token(.refresh) {
        copies.append(there)
      }
    }
    return copies
  }
}

extension RefreshMachine {
  /// Performs one request and hands its outcome to the machine.
  mutating func take(
    at clock: @Sendable () -> NumericDate,
    _ request: () async throws(UserPoolError) -> AuthenticationAnswer
  ) async -> Action {
    do throws(UserPoolError) {
      return answered(try await request(), at: clock())
    } catch {
      return failed(error, at: clock())
    }
  }
}
