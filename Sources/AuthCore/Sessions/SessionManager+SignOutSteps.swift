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

  /// The tokens that a plan is about, as they are stored before anything is sent.
  nonisolated func tokens(
    of plan: SignOutPlan
  ) async -> [SessionID: Result<StoredSession, SessionError>] {
    var tokens: [SessionID: Result<StoredSession, SessionError>] = [:]
    for removal in plan.removals {
      do throws(SessionError) {
        tokens[removal.id] = .success(try await stored(removal.id))
      } catch {
        tokens[removal.id] = .failure(error)
      }
    }
    return tokens
  }

  nonisolated func revoke(
    _ removal: SignOutPlan.Removal,
    _ tokens: Result<StoredSession, SessionError>?,
    _ pool: UserPool
  ) async -> SignOutStep {
    let id = removal.id
    let known = (try? tokens?.get()).flatMap { try? configuration(of: $0) }
    let isGeneric = known?.kind == .oidc
    let call = isGeneric ? "revocation endpoint" : "RevokeToken"
    let title = "\(call): end this sign-in's family of tokens (\(id.backend))"
    let stored: StoredSession
    switch tokens {
    case .success(let found)?: stored = found
    case .failure(let error)?: return SignOutStep(title, .refused("\(error)"))
    case nil: return SignOutStep(title, .refused("\(SessionError.notFound(id))"))
    }
    guard SessionFamily(stored) == removal.family else {
      return SignOutStep(title, .refused("another sign-in took its place at this moment"))
    }
    // A used-up token may end nothing: the newest is given back, though no backend took it.
    guard let token = await newest(of: stored).token(.refresh) else {
      return SignOutStep(title, .skipped("there is no refresh token"))
    }
    guard mayRevoke(stored.session(id: id)) else {
      return SignOutStep(title, .skipped("the app client has token revocation turned off"))
    }
    return await step(title, optional: isGeneric) { () async throws(UserPoolError) in
      _ = try await pool.revokeToken(
        RevokeTokenRequest(
          token: token.reveal(),
          clientID: id.clientID,
          clientSecret: known?.clientSecret?.reveal()
        )
      )
    }
  }

  /// Removes what the plan names, as one step that can be taken back.
  nonisolated func remove(_ report: inout SignOutReport, _ kept: KeptUsers) async {
    let clientItems = await clientItems(of: report.plan)
    let recorded = await record(report, clientItems)
    let asked = report.steps.filter(\.isConfirmed).map(\.title).joined(separator: "; ")
    for removal in report.plan.removals {
      let step = await remove(removal, as: recorded, kept)
      report.steps.append(step)
      if step.isConfirmed || step.isSkipped {
        report.removed.append(removal.id)
      } else {
        report.unremoved.append(removal.id)
      }
    }
    // A newer sign-in that took a place has these keys too.
    if report.unremoved.isEmpty, await !isTakenAgain(report.plan) {
      report.steps += await removeClientItems(clientItems, as: recorded, kept)
    }
    await complete(recorded)
    note(report.removed.map { entry(.signedOut, $0, asked) }, touching: report.removed)
  }

  /// Removes what Amplify's `clearTokens` removes; device keys stay.
  private nonisolated func remove(
    _ removal: SignOutPlan.Removal,
    as recorded: RecordedChange,
    _ kept: KeptUsers
  ) async -> SignOutStep {
    let id = removal.id
    let title = "remove \(removal.keyCount.keys) of \(id.username) from \(id.backend)"
    do {
      let stored = try await stored(id)
      guard SessionFamily(stored) == removal.family else {
        return SignOutStep(title, .skipped("a newer sign-in took its place and was kept"))
      }
      let pointer = try await using(id.backend) { try await $0.pointer(clientID: id.clientID) }
      try await write(stored.signingOut(pointer: pointer), to: id.backend, as: recorded, kept)
      try? await state.forgetRefusal(of: id)
      return SignOutStep(title, .confirmed)
    } catch SessionError.notFound {
      return SignOutStep(title, .skipped("they were gone already"))
    } catch {
      return SignOutStep(title, .refused("\(error)"))
    }
  }

  /// Records the removals of a sign-out as one step, before the first of them.
  private nonisolated func record(
    _ report: SignOutReport,
    _ clientItems: [UndoItem]
  ) async -> RecordedChange {
    let plan = report.plan
    var items = clientItems
    for removal in plan.removals {
      let id = removal.id
      // No pointer is an answer too: only what cannot be read is left out.
      guard let stored = try? await stored(id) else { continue }
      do throws(SessionError) {
        let pointer = try await using(id.backend) { try await $0.pointer(clientID: id.clientID) }
        let changes = stored.signingOut(pointer: pointer)
        items += UndoItem.items(changes, in: id.backend, over: stored, pointer: pointer)
      } catch {
        continue
      }
    }
    let isRevoked = report.steps.contains(where: \.isConfirmed)
    let places = plan.removals.map(\.id.backend.rawValue).joined(separator: ", ")
    return await record(
      LocalChange(
        kind: .signOut,
        title: "sign \(plan.id.username) out of \(places)",
        sessions: plan.removals.map(\.id),
        items: items,
        beyond: beyond(isRevoked: isRevoked, isUnknown: report.isUnknown),
        isRevoked: isRevoked
      )
    )
  }

  private nonisolated func beyond(isRevoked: Bool, isUnknown: Bool) -> [String] {
    if isRevoked {
      return [
        "the pool has revoked these tokens, and that cannot be undone: they come back to be "
          + "looked at, and no refresh will renew them"
      ]
    }
    guard isUnknown else { return [] }
    return [
      "the pool may have revoked these tokens or not, because no answer came: a refresh, or another "
        + "sign-out, will tell"
    ]
  }

  /// One request; an `optional` one is of an operation that the issuer need not have.
  private nonisolated func step(
    _ title: String,
    optional: Bool = false,
    _ work: () async throws(UserPoolError) -> Void
  ) async -> SignOutStep {
    do throws(UserPoolError) {
      try await work()
      return SignOutStep(title, .confirmed)
    } catch {
      if optional, error.isOfMissingRevocation {
        let words = "this issuer cannot revoke it (\(error.name)): it works until it expires"
        return SignOutStep(title, .skipped(words))
      }
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
