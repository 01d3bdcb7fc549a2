extension SessionManager {
  /// Signs a session out as its plan says, and tells what became of each step.
  ///
  /// It is noted before it is sent, so that a process that ends in the middle leaves a label, and a
  /// step that got no answer keeps one until a repeat settles it. `removeAnyway` removes the local
  /// items although the pool refused or did not answer. With `refreshFirst` an expired access token
  /// is renewed for a sign-out everywhere, and `naming` is as for `refresh`; without it nothing is ever
  /// renewed for that.
  public func signOut(
    _ id: SessionID,
    scope: SignOutScope,
    removeAnyway: Bool = false,
    refreshFirst: Bool = false,
    naming: (@Sendable ([SessionID]) -> Void)? = nil
  ) async throws(SessionError) -> SignOutReport {
    if refreshFirst, case .accessTokenExpired? = try await signOutPlan(id, scope: scope).obstacle {
      _ = try await refresh(id, naming: naming)
    }
    // A sign-out everywhere also removes what is stored under the user's other names.
    var held: Set<SessionID> = [id]
    while true {
      held.formUnion(try await signOutPlan(id, scope: scope).removals.map(\.id))
      let users = held
      let report = try await alone(withAll: Array(users)) { kept async throws(SessionError) in
        let plan = try await self.signOutPlan(id, scope: scope)
        let names = Set(users.map(SessionLocks.name))
        // Somebody signed in under another name meanwhile: once more, with that name kept too.
        guard plan.removals.allSatisfy({ names.contains(SessionLocks.name(of: $0.id)) }) else {
          return SignOutReport?.none
        }
        return try await self.performSignOut(plan, removeAnyway: removeAnyway, kept)
      }
      if let report { return report }
    }
  }

  private func performSignOut(
    _ plan: SignOutPlan,
    removeAnyway: Bool,
    _ kept: KeptUsers
  ) async throws(SessionError) -> SignOutReport {
    let (id, scope) = (plan.id, plan.scope)
    var report = SignOutReport(plan: plan)
    let (stored, held) = (try await stored(id), unsaved.entries)
    let before = await state.signOutNotes()[id]?.first { $0.isAbout(stored) }
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
        // A used-up token would prove nothing: the newest is tried.
        report.proofs = await prove(newest(of: stored), of: id, try configuration(of: stored), kept)
        if !report.isStillAlive { release(held, endedBy: report, stored) }
      }
    }
    self.note(report.refusals.map { entry(.refused, id, $0) }, touching: [])
    // A session that turned out to live is not thrown away, whoever asked for it.
    if mayRemove || removeAnyway, !report.isStillAlive { await remove(&report, kept) }
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
    // The very tokens that the plan is about: what takes their place meanwhile is another sign-in's.
    let tokens = await tokens(of: plan)
    var (mayRemove, isGlobal) = (true, false)
    if plan.scope == .everywhere {
      let step = await globalSignOut(stored, pool, before)
      report.steps.append(step)
      isGlobal = step.isConfirmed
      mayRemove = step.isConfirmed || step.isSkipped
    }
    guard mayRemove else { return false }
    for one in plan.removals {
      let step = await revoke(one, tokens[one.id], pool)
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
      try? await state.forget(note, of: id)
    case .confirmed: break
    case .sent, .unanswered, .removed:
      guard isOpen else {
        try? await state.forget(note, of: id)
        return
      }
      if isRemoved { try? await state.note(note.at(.removed), of: id) }
    }
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
