extension SessionManager {
  /// Asks for the end of all sessions; `before` is the note of an earlier try with this token.
  nonisolated func globalSignOut(
    _ stored: StoredSession,
    _ pool: UserPool,
    _ before: SignOutNote? = nil
  ) async -> SignOutStep {
    let title = "GlobalSignOut: revoke every refresh token of \(stored.username)"
    guard let token = stored.token(.access) else {
      return SignOutStep(title, .refused("there is no access token"))
    }
    let step = await step(title) { () async throws(UserPoolError) in
      _ = try await pool.globalSignOut(GlobalSignOutRequest(accessToken: token.reveal()))
    }
    // An earlier try may have revoked the very token that this one needs.
    guard let before, before.scope == SignOutScope.everywhere.rawValue,
      case .refused(let reason) = step.outcome, reason.contains("has been revoked")
    else { return step }
    return SignOutStep(
      title,
      .skipped(
        "the access token is revoked already, by the try of \(before.time) or by somebody else; "
          + "this sign-in is over, and of others nothing more can be known from here"
      )
    )
  }

  nonisolated func revoke(_ id: SessionID, _ pool: UserPool) async -> SignOutStep {
    let title = "RevokeToken: end this sign-in's family of tokens (\(id.backend))"
    let stored: StoredSession
    do {
      stored = try await self.stored(id)
    } catch {
      return SignOutStep(title, .refused("\(error)"))
    }
    guard let token = stored.token(.refresh) else {
      return SignOutStep(title, .skipped("there is no refresh token"))
    }
    guard stored.session(id: id).mayBeRevocable else {
      return SignOutStep(title, .skipped("the app client has token revocation turned off"))
    }
    let secret = try? configuration(of: stored).clientSecret
    return await step(title) { () async throws(UserPoolError) in
      _ = try await pool.revokeToken(
        RevokeTokenRequest(
          token: token.reveal(),
          clientID: id.clientID,
          clientSecret: secret?.reveal()
        )
      )
    }
  }

  /// Removes what the plan names, as one step that can be taken back.
  nonisolated func remove(_ report: inout SignOutReport) async {
    let recorded = await record(report)
    let asked = report.steps.filter(\.isConfirmed).map(\.title).joined(separator: "; ")
    for removal in report.plan.removals {
      let step = await remove(removal, as: recorded)
      report.steps.append(step)
      if step.isConfirmed || step.isSkipped {
        report.removed.append(removal.id)
      } else {
        report.unremoved.append(removal.id)
      }
    }
    await complete(recorded)
    note(report.removed.map { entry(.signedOut, $0, asked) }, touching: report.removed)
  }

  /// Removes what Amplify's `clearTokens` removes; device keys stay.
  private nonisolated func remove(
    _ removal: SignOutPlan.Removal,
    as recorded: RecordedChange
  ) async -> SignOutStep {
    let id = removal.id
    let title = "remove \(removal.keyCount) keys of \(id.username) from \(id.backend)"
    do {
      let stored = try await stored(id)
      guard stored.session(id: id).originJTI == removal.originJTI else {
        return SignOutStep(title, .skipped("a newer sign-in took its place and was kept"))
      }
      let pointer = try await using(id.backend) { try await $0.pointer(clientID: id.clientID) }
      try await write(stored.signingOut(pointer: pointer), to: id.backend, as: recorded)
      try? await state.forgetRefusal(of: id)
      return SignOutStep(title, .confirmed)
    } catch SessionError.notFound {
      return SignOutStep(title, .skipped("they were gone already"))
    } catch {
      return SignOutStep(title, .refused("\(error)"))
    }
  }

  /// Records the removals of a sign-out as one step, before the first of them.
  private nonisolated func record(_ report: SignOutReport) async -> RecordedChange {
    let plan = report.plan
    var items: [UndoItem] = []
    for removal in plan.removals {
      let id = removal.id
      guard let stored = try? await stored(id),
        let pointer = try? await using(id.backend, { try await $0.pointer(clientID: id.clientID) })
      else { continue }
      items += UndoItem.items(
        stored.signingOut(pointer: pointer),
        in: id.backend,
        over: stored,
        pointer: pointer
      )
    }
    let wasAsked = report.steps.contains { step in
      if case .unknown = step.outcome { true } else { step.isConfirmed }
    }
    let places = plan.removals.map(\.id.backend.rawValue).joined(separator: ", ")
    return await record(
      LocalChange(
        kind: .signOut,
        title: "sign \(plan.id.username) out of \(places)",
        sessions: plan.removals.map(\.id),
        items: items,
        beyond: wasAsked
          ? [
            "the pool has revoked these tokens, and that cannot be undone: they come back to be "
              + "looked at, and no refresh will renew them"
          ] : [],
        isRevoked: wasAsked
      )
    )
  }

  private nonisolated func step(
    _ title: String,
    _ work: () async throws(UserPoolError) -> Void
  ) async -> SignOutStep {
    do throws(UserPoolError) {
      try await work()
      return SignOutStep(title, .confirmed)
    } catch {
      if error.mayBeCarriedOut { return SignOutStep(title, .unknown("\(error)")) }
      guard case .refused(let name, let message, _, _) = error else {
        return SignOutStep(title, .unreachable("\(error)"))
      }
      return SignOutStep(title, .refused("\(message) (\(name))"))
    }
  }
}

extension StoredSession {
  /// What Amplify's `clearTokens` does; the pointer goes only where it names this user.
  func signingOut(pointer: String?) -> [StorageChange] {
    let removals = removing(AmplifyKey.Name.clearedAtSignOut)
    guard pointer.hasSameBytes(as: username) else { return removals }
    return removals + [.remove(key: AmplifyKey.lastAuthUser(clientID: clientID).text)]
  }
}
