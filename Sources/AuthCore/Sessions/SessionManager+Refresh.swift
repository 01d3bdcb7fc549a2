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
    note(result, of: id)
    return try result.get()
  }

  private func fly(_ id: SessionID) async -> Result<RefreshOutcome, SessionError> {
    do throws(SessionError) {
      return .success(
        try await alone(with: id) { () async throws(SessionError) in
          try await self.performRefresh(id)
        }
      )
    } catch {
      return .failure(error)
    }
  }

  private func performRefresh(_ id: SessionID) async throws(SessionError) -> RefreshOutcome {
    let stored = try await stored(id)
    if let outcome = try await saveHeld(id, over: stored) { return outcome }
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
        let renewed = RenewedTokens(
          changes: changes,
          tokens: tokens,
          rotated: rotated,
          old: stored
        )
        let place = try await save(renewed, of: id)
        return try await outcome(of: renewed, in: place, duration: duration)
      case .remember(let refusal):
        let remembered = RememberedRefusal(refusal, token: stored.token(.refresh))
        try? await state.remember(remembered, of: id)
        throw .refused(id, refusal)
      case .fail(let error):
        throw error
      }
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
