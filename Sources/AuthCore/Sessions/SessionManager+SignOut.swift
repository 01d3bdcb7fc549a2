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
    let removed = scope == .here ? [session] : siblings.filter { $0.id.clientID == id.clientID }
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
    return plan
  }

  /// Signs a session out as its plan says, and tells what became of each step.
  ///
  /// `removeAnyway` removes the local items although the pool refused or did not answer.
  public func signOut(
    _ id: SessionID,
    scope: SignOutScope,
    removeAnyway: Bool = false
  ) async throws(SessionError) -> SignOutReport {
    let plan = try await signOutPlan(id, scope: scope)
    var report = SignOutReport(plan: plan)
    var mayRemove = true
    if let obstacle = plan.obstacle {
      report.steps.append(SignOutStep("ask the pool", .refused(obstacle.description)))
      mayRemove = false
    } else {
      let stored = try await stored(id)
      let pool = pools.userPool(try configuration(of: stored))
      if scope == .everywhere {
        let step = await globalSignOut(stored, pool)
        report.steps.append(step)
        mayRemove = step.isConfirmed
      }
      if mayRemove {
        for one in plan.removals {
          let step = await revoke(one.id, pool)
          report.steps.append(step)
          if scope == .here, !step.isConfirmed, !step.isSkipped { mayRemove = false }
        }
      }
    }
    note(report.refusals.map { entry(.refused, id, $0) }, touching: [])
    if mayRemove || removeAnyway { await remove(&report) }
    return report
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
    let ends: [(TokenKind, [NumericDate])] = [
      (.access, sessions.compactMap { $0.access?.expiresAt }),
      (.id, sessions.compactMap { $0.idToken?.expiresAt }),
    ]
    return ends.compactMap { kind, dates in
      dates.max().flatMap { $0 > now ? SignOutPlan.Usable(kind: kind, until: $0) : nil }
    }
  }
}

extension Session {
  /// Whether RevokeToken can do something: without `origin_jti` the client has revocation turned
  /// off, and Amplify skips it too; where no token can be read nobody knows, so it is tried.
  var mayBeRevocable: Bool { originJTI != nil || (access == nil && idToken == nil) }
}

extension SignOutStep {
  var isSkipped: Bool {
    if case .skipped = outcome { true } else { false }
  }
}
