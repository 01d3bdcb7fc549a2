extension SessionManager {
  /// Stores renewed tokens, unless the session changed while the pool was asked.
  ///
  /// They follow a session that was moved meanwhile. What cannot be written is held until the next
  /// refresh: after a rotation these tokens exist nowhere else. So are the tokens of a session that
  /// another program removed meanwhile: nobody brings it back unasked, and nobody throws it away.
  /// Copies get what was rotated all the same.
  ///
  /// - Returns: where they are stored.
  func save(
    _ renewed: RenewedTokens,
    of id: SessionID,
    _ kept: KeptUsers
  ) async throws(SessionError) -> SessionID {
    var (place, renewed) = (id, renewed)
    // What is held of these very tokens is used up now, and goes on with them.
    unsaved.follow(renewed)
    do throws(SessionError) {
      let current = try await patiently { () async throws(SessionError) in
        try await self.items(id, in: id.backend)
      }
      if let held = renewal(of: current), held.tokens == renewed.tokens { renewed = held }
      if !renewed.belong(to: current) {
        let copies = await copies(of: renewed.old, besides: id)
        guard let first = copies.first, !current.hasTokens else {
          throw await replaced(renewed, of: id, by: current, copies, kept)
        }
        place = first
      }
      let (target, changes) = (place.backend, renewed.changes)
      try await patiently { () async throws(SessionError) in
        try await self.write(changes, to: target, as: .beyondUndo, kept)
      }
    } catch {
      guard case .storage(_, let reason) = error else { throw error }
      hold(.renewed(renewed), of: id, because: reason.cause)
      _ = await bringToCopies(renewed, of: id, kept)
      throw .notSaved(id, reason)
    }
    release(.renewed(renewed), of: id)
    try? await state.forgetRefusal(of: place)
    return place
  }

  /// What becomes of tokens whose session is another one by now, or none: copies that a rotation
  /// would have ended get them, and where the session is gone for good they are held.
  private func replaced(
    _ renewed: RenewedTokens,
    of id: SessionID,
    by current: StoredSession,
    _ copies: [SessionID],
    _ kept: KeptUsers
  ) async -> SessionError {
    guard current.hasTokens else {
      hold(.renewed(renewed), of: id, because: "another program removed the session meanwhile")
      return .removedMeanwhile(id)
    }
    _ = await bring(renewed, of: id, to: copies, kept)
    // Another sign-in in its place is no newer generation: what is held lives on at the pool.
    if SessionFamily(renewed.old) == SessionFamily(current) { release(.renewed(renewed), of: id) }
    return .changedMeanwhile(id)
  }

  /// Stores what earlier refreshes or sign-ins could not write then, a copy's included that has the
  /// very tokens; nil when that leaves the session to be renewed.
  func saveHeld(
    _ id: SessionID,
    over stored: StoredSession,
    _ kept: KeptUsers
  ) async throws(SessionError) -> RefreshOutcome? {
    for entry in unsaved.entries(of: id) {
      switch entry.kind {
      case .renewed(let held):
        guard held.belong(to: stored) else {
          _ = await bringToCopies(held, of: id, kept)
          // Another sign-in is no newer generation: these live on at the pool.
          if SessionFamily(held.old) == SessionFamily(stored) { release(entry.kind, of: id) }
          continue
        }
        return try await saveHeld(held, of: id, kept)
      case .signedIn(let new):
        // Another sign-in than the one it was to replace is nobody's to overwrite unasked.
        guard new.mayReplace(stored) else { continue }
        try await write(new, of: id, kept)
        return RefreshOutcome(
          session: await session(id, after: new.changes),
          renewedIDToken: new.tokens.idToken != nil
        )
      }
    }
    guard let (twin, held) = unsaved.renewal(of: stored) else { return nil }
    let outcome = try await saveHeld(held, of: id, kept)
    if await !waits(twin, for: held) { release(.renewed(held), of: twin) }
    return outcome
  }

  private func saveHeld(
    _ held: RenewedTokens,
    of id: SessionID,
    _ kept: KeptUsers
  ) async throws(SessionError) -> RefreshOutcome {
    let place = try await save(held, of: id, kept)
    await keepDoubt(of: id, about: held, in: place)
    let outcome = await outcome(of: held, in: place, duration: .zero, kept)
    try? await state.forgetIntent(of: id)
    return outcome
  }

  /// Nobody asked the pool when held tokens were stored: what is unknown of the old ones since an
  /// unanswered sign-out is unknown of these.
  func keepDoubt(of id: SessionID, about held: RenewedTokens, in place: SessionID) async {
    guard let notes = try? await state.signOuts(of: id),
      let open = notes.last(where: {
        $0.isUnknown && $0.stage != .removed && $0.isAbout(held.old)
      }), case .stored(let now) = await look(at: place)
    else { return }
    try? await state.note(open.about(now), of: place)
  }

  /// Whether a place still has the tokens that were renewed; what cannot be read may have them.
  private nonisolated func waits(_ id: SessionID, for held: RenewedTokens) async -> Bool {
    guard let there = try? await items(id, in: id.backend) else { return true }
    return there.token(.refresh) == held.old.token(.refresh)
  }

  /// What was done, after the copies that a rotation would end were brought up to date.
  func outcome(
    of renewed: RenewedTokens,
    in id: SessionID,
    duration: Duration,
    _ kept: KeptUsers
  ) async -> RefreshOutcome {
    let (updated, stale) = await bringToCopies(renewed, of: id, kept)
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

  /// Brings the copies up to date that a rotation has ended.
  private func bringToCopies(
    _ renewed: RenewedTokens,
    of id: SessionID,
    _ kept: KeptUsers
  ) async -> (updated: [SessionID], stale: [SessionID]) {
    guard renewed.rotated else { return ([], []) }
    return await bring(renewed, of: id, to: await copies(of: renewed.old, besides: id), kept)
  }

  /// Writes renewed tokens over copies that hold the old ones.
  private func bring(
    _ renewed: RenewedTokens,
    of id: SessionID,
    to copies: [SessionID],
    _ kept: KeptUsers
  ) async -> (updated: [SessionID], stale: [SessionID]) {
    var (updated, stale): ([SessionID], [SessionID]) = ([], [])
    for copy in copies where renewed.rotated {
      do throws(SessionError) {
        try await patiently { () async throws(SessionError) in
          try await self.write(renewed.changes, to: copy.backend, as: .beyondUndo, kept)
        }
        try? await state.forgetRefusal(of: copy)
        release(.renewed(renewed), of: copy)
        note([entry(.refreshed, copy, "the tokens of \(id)")], touching: [copy])
        updated.append(copy)
      } catch {
        stale.append(copy)
      }
    }
    return (updated, stale)
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
