extension SessionManager {
  nonisolated func globalSignOut(_ stored: StoredSession, _ pool: UserPool) async -> SignOutStep {
    let title = "GlobalSignOut: revoke every refresh token of \(stored.username)"
    guard let token = stored.token(.access) else {
      return SignOutStep(title, .refused("there is no access token"))
    }
    return await step(title) { () async throws(UserPoolError) in
      _ = try await pool.globalSignOut(GlobalSignOutRequest(accessToken: token.reveal()))
    }
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

  /// Removes what Amplify's `clearTokens` removes; device keys stay.
  nonisolated func remove(_ removal: SignOutPlan.Removal) async -> SignOutStep {
    let id = removal.id
    let title = "remove \(removal.keyCount) keys of \(id.username) from \(id.backend)"
    do {
      let stored = try await stored(id)
      guard stored.session(id: id).originJTI == removal.originJTI else {
        return SignOutStep(title, .skipped("a newer sign-in took its place and was kept"))
      }
      let pointer = try await using(id.backend) { try await $0.pointer(clientID: id.clientID) }
      var changes = stored.removing(AmplifyKey.Name.clearedAtSignOut)
      if pointer.hasSameBytes(as: id.username) {
        changes.append(.remove(key: AmplifyKey.lastAuthUser(clientID: id.clientID).text))
      }
      let removing = changes
      try await using(id.backend) { try await $0.makeChanges(removing) }
      try? await state.forgetRefusal(of: id)
      return SignOutStep(title, .confirmed)
    } catch SessionError.notFound {
      return SignOutStep(title, .skipped("they were gone already"))
    } catch {
      return SignOutStep(title, .refused("\(error)"))
    }
  }

  private nonisolated func step(
    _ title: String,
    _ work: () async throws(UserPoolError) -> Void
  ) async -> SignOutStep {
    do throws(UserPoolError) {
      try await work()
      return SignOutStep(title, .confirmed)
    } catch {
      switch error {
      case .refused(let name, let message, _):
        return SignOutStep(title, .refused("\(message) (\(name))"))
      case .unanswered: return SignOutStep(title, .unknown("\(error)"))
      case .unreachable, .unreadable: return SignOutStep(title, .unreachable("\(error)"))
      }
    }
  }
}
