extension SessionManager {
  /// What a pool made of a refresh.
  enum RefreshAnswer: Sendable {
    case renewed(RenewedTokens)
    /// By the pool's word; an earlier request of the same refresh may have used the token up.
    case refused(Refusal, afterDoubt: Bool)
    /// No word about the session, and whether the pool may have done it all the same.
    case failed(SessionError, RefreshIntent.End)
  }

  func machine(
    _ id: SessionID,
    _ configuration: PoolConfiguration,
    _ stored: StoredSession
  ) -> RefreshMachine {
    RefreshMachine(
      id: id,
      configuration: configuration,
      stored: stored,
      lacksOperation: lackingRefresh[configuration.endpoint]
    )
  }

  /// The outcome of a refresh that somebody else did.
  nonisolated func adoption(
    of id: SessionID,
    _ adopted: RefreshOutcome.Adoption
  ) async throws(SessionError) -> RefreshOutcome {
    RefreshOutcome(session: try await session(id), renewedIDToken: true, adopted: adopted)
  }

  /// Takes a refresh to its pool and back, as its machine says.
  func ask(_ machine: RefreshMachine) async -> RefreshAnswer {
    var machine = machine
    let pool = pools.userPool(machine.configuration)
    var last = RefreshIntent.End.notCarriedOut
    var action = machine.begin()
    while true {
      switch action {
      case .getTokens(let request):
        action = await machine.take(at: clock, &last) { () async throws(UserPoolError) in
          try await pool.getTokensFromRefreshToken(request)
        }
      case .initiateAuth(let request):
        action = await machine.take(at: clock, &last) { () async throws(UserPoolError) in
          try await pool.initiateAuth(request)
        }
      case .token(let request):
        action = await machine.take(at: clock, &last) { () async throws(UserPoolError) in
          guard let oauth = pool.oauth else { throw .unavailable("the token endpoint") }
          let reply = try await oauth.token(request)
          return UserPool.Reply(reply.answer.answer, serverDate: reply.serverDate)
        }
      case .save(let changes, let tokens, let rotated):
        if let lacks = machine.isKnownToLack {
          lackingRefresh[machine.configuration.endpoint] = lacks
        }
        return .renewed(
          RenewedTokens(
            changes: changes,
            tokens: tokens,
            rotated: rotated,
            old: machine.stored,
            serverDrift: machine.serverDrift
          )
        )
      case .remember(let refusal):
        return .refused(refusal, afterDoubt: last == .unknown && refusal.mayComeOfUse)
      case .fail(let error): return .failed(error, last)
      }
    }
  }

  /// Looks, before a session is given up, whether somebody else holds its successor: an app that
  /// knows no locks may have renewed it, here or in another backend.
  ///
  /// - Returns: the session with the successor's tokens, nil where there is none.
  nonisolated func successor(
    of old: StoredSession,
    _ id: SessionID,
    _ refusal: Refusal
  ) async throws(SessionError) -> RefreshOutcome? {
    guard [.reused, .revoked, .unknown].contains(refusal.kind) else { return nil }
    let seen = SessionGeneration(old)
    if let now = try? await stored(id), seen.isFollowed(by: now) {
      return try await adoption(of: id, .sameStore)
    }
    // A revoked family is dead in every generation.
    guard refusal.kind == .reused, let family = old.session(id: id).originJTI else { return nil }
    for backend in backends where backend.id != id.backend {
      let there = SessionID(backend: backend.id, clientID: id.clientID, username: id.username)
      guard let other = try? await stored(there), seen.isFollowed(by: other),
        other.session(id: there).originJTI == family,
        other.token(.refresh) != old.token(.refresh)
      else { continue }
      try await write(
        other.setting(AmplifyKey.Name.generation),
        to: id.backend,
        as: .beyondUndo
      )
      return try await adoption(of: id, .copy(backend.id))
    }
    return nil
  }
}

extension Refusal {
  /// Whether a token that an earlier request used up may be refused so.
  fileprivate var mayComeOfUse: Bool { [.reused, .unknown].contains(kind) }
}

extension AmplifyKey.Name {
  /// What a refresh replaces, the refresh token first: a write cut short must not leave the old one.
  static let generation: [AmplifyKey.Name] = [.refreshToken, .accessToken, .idToken, .clockDrift]
}

extension RefreshMachine {
  /// Performs one request and hands its outcome to the machine; notes what the pool may have done.
  mutating func take(
    at clock: @Sendable () -> NumericDate,
    _ end: inout RefreshIntent.End,
    _ request: () async throws(UserPoolError) -> UserPool.Reply<AuthenticationAnswer>
  ) async -> Action {
    do throws(UserPoolError) {
      let reply = try await request()
      // Whatever is wrong with the answer, the pool gave one.
      end = .unknown
      return answered(reply, at: clock())
    } catch {
      // What one request may have done, no refusal of the next takes back.
      if end != .unknown { end = error.refreshEnd }
      return failed(error, at: clock())
    }
  }
}
