/// Tokens that a pool issued for a session, on their way into its backend.
struct RenewedTokens: Sendable {
  let changes: [StorageChange]
  let tokens: TokenSet
  let rotated: Bool
  /// What was stored when the pool was asked.
  let old: StoredSession
  /// Milliseconds that the server's `Date` was ahead of the client's clock.
  var serverDrift: Int64?

  /// What the new tokens claim otherwise than the old.
  var claimChanges: [ClaimChange] {
    let pairs: [(TokenText?, TokenText?, TokenKind)] = [
      (old.token(.access), tokens.accessToken, .access), (old.token(.id), tokens.idToken, .id),
    ]
    return pairs.flatMap { before, after, kind -> [ClaimChange] in
      guard let before, let after, let old = try? CompactToken(before.reveal()),
        let new = try? CompactToken(after.reveal())
      else { return [] }
      return ClaimChange.between(old.claims, new.claims, kind)
    }
  }

  /// Whether stored items are those that were to be renewed, or a part of the renewed ones.
  func belong(to stored: StoredSession) -> Bool {
    stored.token(.refresh) == old.token(.refresh)
      || (rotated && stored.token(.refresh) == tokens.refreshToken)
  }
}

extension RenewedTokens {
  /// The tokens of a sign-in by the writes that would store them; nil without an access token.
  init?(signIn changes: [StorageChange], over old: StoredSession) {
    var new = old
    for change in changes {
      guard case .set(let key, let value) = change,
        case .tokenSet(_, _, let name)? = AmplifyKey(key)
      else { continue }
      new[name] = value
    }
    guard let access = new.token(.access) else { return nil }
    self.init(
      changes: changes,
      tokens: TokenSet(
        accessToken: access,
        idToken: new.token(.id),
        refreshToken: new.token(.refresh),
        clockDrift: new.knownDrift,
        signInDetails: new[.signInDetails]
      ),
      rotated: true,
      old: old
    )
  }
}

extension SessionManager {
  /// Stores renewed tokens, unless the session changed while the pool was asked.
  ///
  /// They follow a session that was moved meanwhile. What cannot be written is held until the next
  /// refresh: after a rotation these tokens exist nowhere else.
  ///
  /// - Returns: where they are stored.
  func save(
    _ renewed: RenewedTokens,
    of id: SessionID
  ) async throws(SessionError) -> SessionID {
    var place = id
    do throws(SessionError) {
      let current = try await using(id.backend) {
        try await $0.storedSession(clientID: id.clientID, username: id.username)
      }
      if !renewed.belong(to: current) {
        unsaved[id] = nil
        let moved = current.hasTokens ? [] : await copies(of: renewed.old, besides: id)
        guard let first = moved.first else { throw .changedMeanwhile(id) }
        place = first
      }
      try await write(renewed.changes, to: place.backend, as: .beyondUndo)
    } catch {
      guard case .storage(_, let reason) = error else { throw error }
      unsaved[id] = renewed
      throw .notSaved(id, reason)
    }
    unsaved[id] = nil
    try? await state.forgetRefusal(of: place)
    return place
  }

  /// Stores the tokens of an earlier refresh that could not be written then; nil when there are
  /// none, or when the session became another one since.
  func saveHeld(
    _ id: SessionID,
    over stored: StoredSession
  ) async throws(SessionError) -> RefreshOutcome? {
    guard let held = unsaved[id] else { return nil }
    guard held.belong(to: stored) else {
      unsaved[id] = nil
      return nil
    }
    let outcome = try await outcome(of: held, in: try await save(held, of: id), duration: .zero)
    try? await state.forgetIntent(of: id)
    return outcome
  }

  /// What was done, after the copies that a rotation would end were brought up to date.
  func outcome(
    of renewed: RenewedTokens,
    in id: SessionID,
    duration: Duration
  ) async throws(SessionError) -> RefreshOutcome {
    var (updated, stale): ([SessionID], [SessionID]) = ([], [])
    for copy in renewed.rotated ? await copies(of: renewed.old, besides: id) : [] {
      do {
        try await write(renewed.changes, to: copy.backend, as: .beyondUndo)
        try? await state.forgetRefusal(of: copy)
        note([entry(.refreshed, copy, "the tokens of \(id)")], touching: [copy])
        updated.append(copy)
      } catch {
        stale.append(copy)
      }
    }
    return RefreshOutcome(
      session: await session(id, after: renewed.changes, over: renewed.old),
      renewedIDToken: renewed.tokens.idToken != renewed.old.token(.id),
      rotated: renewed.rotated,
      updatedCopies: updated,
      staleCopies: stale,
      serverDrift: renewed.serverDrift,
      duration: duration,
      claims: renewed.claimChanges
    )
  }

  /// Sessions of the same user and client elsewhere that hold the same refresh token.
  nonisolated func copies(of old: StoredSession, besides id: SessionID) async -> [SessionID] {
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
