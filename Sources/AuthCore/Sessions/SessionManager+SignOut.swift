extension SessionManager {
  /// What a sign-out would do; nothing is sent and nothing changes.
  public nonisolated func signOutPlan(
    _ id: SessionID,
    scope: SignOutScope
  ) async throws(SessionError) -> SignOutPlan {
    let session = try await session(id)
    let now = clock()
    var plan = SignOutPlan(id: id, scope: scope, poolID: session.poolID)
    plan.obstacle = try await obstacle(session, scope, at: now)
    plan.calls = calls(session, scope)
    let siblings = await siblings(of: session)
    // The session itself comes last: as long as it is there, a sign-out cut short can be repeated.
    let removed =
      scope == .here
      ? [session] : siblings.filter { $0.id.clientID == id.clientID }.reversed()
    for one in removed {
      // A copy that went away since the list was read needs no removal; the session itself must be.
      let found = try? await stored(one.id)
      guard let stored = found else {
        if one.id == id { throw .notFound(id) }
        continue
      }
      let keys = stored.removing(AmplifyKey.Name.clearedAtSignOut).count + (one.isPointer ? 1 : 0)
      plan.removals.append(
        SignOutPlan.Removal(id: one.id, keyCount: keys, originJTI: one.originJTI)
      )
      plan.keptDeviceKeys += one.deviceKeyCount
    }
    let removedIDs = Set(removed.map(\.id))
    if scope == .everywhere {
      plan.otherSessions = siblings.map(\.id).filter { !removedIDs.contains($0) }
    }
    plan.stillUsable = usable(removed, at: now)
    if plan.obstacle == nil, let stored = try? await stored(id) {
      plan.proofs = proofs(stored)
      plan.logoutURL = await logoutURL(stored)
    }
    plan.earlier = session.problems.first { $0.code.hasPrefix("sign-out-") }
    return plan
  }

  /// Signs a session out as its plan says, and tells what became of each step.
  ///
  /// It is noted before it is sent, so that a process that ends in the middle leaves a label, and a
  /// step that got no answer keeps one until a repeat settles it. `removeAnyway` removes the local
  /// items although the pool refused or did not answer. With `refreshFirst` an expired access token
  /// is renewed for a sign-out everywhere; without it nothing is ever renewed for that.
  public func signOut(
    _ id: SessionID,
    scope: SignOutScope,
    removeAnyway: Bool = false,
    refreshFirst: Bool = false
  ) async throws(SessionError) -> SignOutReport {
    if refreshFirst, case .accessTokenExpired? = try await signOutPlan(id, scope: scope).obstacle {
      _ = try await refresh(id)
    }
    // A sign-out everywhere also removes what is stored under the user's other names.
    var held: Set<SessionID> = [id]
    while true {
      held.formUnion(try await signOutPlan(id, scope: scope).removals.map(\.id))
      let users = held
      let report = try await alone(withAll: Array(users)) { () async throws(SessionError) in
        let plan = try await self.signOutPlan(id, scope: scope)
        let names = Set(users.map(SessionLocks.name))
        // Somebody signed in under another name meanwhile: once more, with that name kept too.
        guard plan.removals.allSatisfy({ names.contains(SessionLocks.name(of: $0.id)) }) else {
          return SignOutReport?.none
        }
        return try await self.performSignOut(plan, removeAnyway: removeAnyway)
      }
      if let report { return report }
    }
  }

  private func performSignOut(
    _ plan: SignOutPlan,
    removeAnyway: Bool
  ) async throws(SessionError) -> SignOutReport {
    let (id, scope) = (plan.id, plan.scope)
    var report = SignOutReport(plan: plan)
    let stored = try await stored(id)
    let before = await state.signOutNotes()[id].flatMap { $0.isAbout(stored) ? $0 : nil }
    // What is open about all devices is not settled by ending one session.
    let staysOpen = before?.scope == SignOutScope.everywhere.rawValue && scope == .here
    let isRepeat = before?.scope == scope.rawValue || staysOpen
    var note = (isRepeat ? before : nil) ?? SignOutNote(stored, scope, at: clock())
    var mayRemove = false
    if let obstacle = plan.obstacle {
      report.steps.append(SignOutStep("ask the pool", .refused(obstacle.description)))
    } else {
      // A repeat that is cut short too leaves the first one's note.
      if !isRepeat { try await self.note(note, of: id) }
      mayRemove = try await askPool(stored, &report, before)
      if mayRemove, !staysOpen { note = note.at(.confirmed) }
      if !mayRemove, report.isUnknown { note = note.at(.unanswered) }
      try? await state.note(note, of: id)
      if mayRemove, report.steps.contains(where: \.isConfirmed) {
        report.proofs = await prove(stored, of: id, try configuration(of: stored))
      }
    }
    self.note(report.refusals.map { entry(.refused, id, $0) }, touching: [])
    // A session that turned out to live is not thrown away, whoever asked for it.
    if mayRemove || removeAnyway, !report.isStillAlive { await remove(&report) }
    await settle(note, report, isOpen: before != nil || report.isUnknown, id)
    return report
  }

  /// Has the pool end the session; true when its stored keys may go.
  private nonisolated func askPool(
    _ stored: StoredSession,
    _ report: inout SignOutReport,
    _ before: SignOutNote?
  ) async throws(SessionError) -> Bool {
    let (plan, pool) = (report.plan, pools.userPool(try configuration(of: stored)))
    var (mayRemove, isGlobal) = (true, false)
    if plan.scope == .everywhere {
      let step = await globalSignOut(stored, pool, before)
      report.steps.append(step)
      isGlobal = step.isConfirmed
      mayRemove = step.isConfirmed || step.isSkipped
    }
    guard mayRemove else { return false }
    for one in plan.removals {
      let step = await revoke(one.id, pool)
      report.steps.append(isGlobal ? step.unlessUnknown : step)
      let isDone = step.isConfirmed || step.isSkipped
      // After GlobalSignOut there is nothing left to revoke, so that a refusal stops nothing; what
      // may have happened keeps its label.
      if plan.scope == .here, !isDone { mayRemove = false }
      if plan.scope == .everywhere, !isDone, before != nil { mayRemove = false }
    }
    return mayRemove
  }

  private nonisolated func note(
    _ note: SignOutNote,
    of id: SessionID
  ) async throws(SessionError) {
    do {
      try await state.note(note, of: id)
    } catch {
      throw .notNoted(id, error as? StorageError ?? .failed(reason: "\(type(of: error))"))
    }
  }

  /// Forgets the note of a sign-out that is over, and keeps it where anything is open.
  private nonisolated func settle(
    _ note: SignOutNote,
    _ report: SignOutReport,
    isOpen: Bool,
    _ id: SessionID
  ) async {
    let isRemoved = report.removed.contains(id)
    switch note.stage {
    case .confirmed where isRemoved || report.isStillAlive:
      try? await state.forgetSignOut(of: id)
    case .confirmed: break
    case .sent, .unanswered, .removed:
      guard isOpen else {
        try? await state.forgetSignOut(of: id)
        return
      }
      if isRemoved { try? await state.note(note.at(.removed), of: id) }
    }
  }

  private nonisolated func obstacle(
    _ session: Session,
    _ scope: SignOutScope,
    at now: NumericDate
  ) async throws(SessionError) -> SessionError? {
    let stored = try await stored(session.id)
    do {
      _ = try configuration(of: stored)
    } catch {
      return error
    }
    guard scope == .everywhere else { return nil }
    guard let access = session.access, session.millisecondsLeft(of: access, at: now) > 0 else {
      return .accessTokenExpired(session.id)
    }
    let scopes =
      stored.token(.access)
      .flatMap { try? CompactToken($0.reveal()).claims.scopes } ?? []
    return scopes.contains("aws.cognito.signin.user.admin") ? nil : .missingScope(session.id)
  }

  private nonisolated func calls(_ session: Session, _ scope: SignOutScope) -> [String] {
    let isRevocable = session.refresh != nil && session.mayBeRevocable
    return (scope == .everywhere ? ["GlobalSignOut"] : []) + (isRevocable ? ["RevokeToken"] : [])
  }

  /// The calls that will try the old tokens.
  private nonisolated func proofs(_ stored: StoredSession) -> [String] {
    guard let configuration = try? configuration(of: stored) else { return [] }
    let isManaged = configuration.oauth != nil && configuration.kind == .cognito
    var calls: [String] = []
    if stored.token(.refresh) != nil {
      calls.append(
        isManaged && stored.isManaged ? "the token endpoint" : "GetTokensFromRefreshToken"
      )
    }
    if stored.token(.access) != nil { calls.append("GetUser") }
    if isManaged, stored.grants("openid") { calls.append("userInfo") }
    return calls
  }

  /// Where a browser ends managed login's own session; nothing is sent to find it.
  private nonisolated func logoutURL(_ stored: StoredSession) async -> String? {
    guard stored.isManaged, let configuration = try? configuration(of: stored),
      configuration.kind == .cognito, let settings = configuration.oauth
    else { return nil }
    return settings.logoutURL(
      clientID: configuration.clientID,
      signOutURI: settings.signOutURIs.first
    )
  }

  /// All sessions of the same user, the session itself first.
  private nonisolated func siblings(of session: Session) async -> [Session] {
    let all = await snapshots().flatMap(\.sessions)
    let others = all.filter { other in
      guard other.id != session.id, other.issuer == session.issuer else { return false }
      return other.sub == session.sub && other.sub != nil
    }
    return [session] + others
  }

  /// The longest life left of each kind of token.
  private nonisolated func usable(
    _ sessions: [Session],
    at now: NumericDate
  ) -> [SignOutPlan.Usable] {
    func usable(_ kind: TokenKind, _ token: (Session) -> TokenSummary?) -> SignOutPlan.Usable? {
      sessions.compactMap { session in
        token(session)?.expiresAt.map {
          SignOutPlan.Usable(kind: kind, until: $0, drift: session.driftMilliseconds)
        }
      }.filter { $0.millisecondsLeft(at: now) > 0 }
        .max { $0.millisecondsLeft(at: now) < $1.millisecondsLeft(at: now) }
    }
    return [usable(.access, \.access), usable(.id, \.idToken)].compactMap { $0 }
  }
}

extension Session {
  /// Whether RevokeToken can do something: without `origin_jti` the client has revocation turned
  /// off, and Amplify skips it too; where no token can be read nobody knows, so it is tried.
  var mayBeRevocable: Bool { originJTI != nil || (access == nil && idToken == nil) }
}

extension SignOutStep {
  /// A revocation after a confirmed GlobalSignOut, which has left nothing that could stay unknown.
  var unlessUnknown: SignOutStep {
    guard case .unknown(let words) = outcome else { return self }
    return SignOutStep(
      title,
      .skipped("GlobalSignOut has revoked it already; asked again, \(words)")
    )
  }

  var isSkipped: Bool {
    if case .skipped = outcome { true } else { false }
  }
}
