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
    plan.kind = kind(of: session)
    let (siblings, unread) = await siblings(of: session)
    if scope == .everywhere { plan.unread = unread }
    // The session itself comes last: as long as it is there, a sign-out cut short can be repeated.
    let removed =
      scope == .here
      ? [session] : siblings.filter { $0.id.clientID == id.clientID }.reversed()
    try await addRemovals(of: removed, to: &plan)
    plan.clientKeyCount = await clientItems(of: plan).count
    if scope == .everywhere {
      let removedIDs = Set(removed.map(\.id))
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

  /// What goes of each session, its pointer included.
  private nonisolated func addRemovals(
    of sessions: [Session],
    to plan: inout SignOutPlan
  ) async throws(SessionError) {
    for one in sessions {
      let stored: StoredSession
      do throws(SessionError) {
        stored = try await self.stored(one.id)
      } catch {
        // A copy that went away since the list was read needs no removal; the session itself must be.
        if one.id == plan.id { throw error }
        if error != .notFound(one.id) {
          plan.unread.append(SignOutPlan.Unread(backend: one.id.backend, reason: "\(error)"))
        }
        continue
      }
      let keys = stored.removing(AmplifyKey.Name.clearedAtSignOut).count + (one.isPointer ? 1 : 0)
      plan.removals.append(
        SignOutPlan.Removal(id: one.id, keyCount: keys, family: SessionFamily(stored))
      )
      plan.keptDeviceKeys += one.deviceKeyCount
    }
  }

  private nonisolated func obstacle(
    _ session: Session,
    _ scope: SignOutScope,
    at now: NumericDate
  ) async throws(SessionError) -> SessionError? {
    let stored = try await stored(session.id)
    let configuration: PoolConfiguration
    do {
      configuration = try self.configuration(of: stored)
    } catch {
      return error
    }
    guard scope == .everywhere else { return nil }
    guard configuration.kind == .cognito else { return .noGlobalSignOut(session.id) }
    guard let access = session.access, session.millisecondsLeft(of: access, at: now) > 0 else {
      return .accessTokenExpired(session.id)
    }
    let scopes =
      stored.token(.access)
      .flatMap { try? CompactToken($0.reveal()).claims.scopes } ?? []
    return scopes.contains("aws.cognito.signin.user.admin") ? nil : .missingScope(session.id)
  }

  private nonisolated func calls(_ session: Session, _ scope: SignOutScope) -> [String] {
    var calls = scope == .everywhere ? ["GlobalSignOut"] : []
    guard session.refresh != nil, mayRevoke(session) else { return calls }
    // Nothing is sent to learn whether there is one: the metadata are read at the sign-out itself.
    let optional = "the revocation endpoint, if the issuer has one"
    calls.append(kind(of: session) == .oidc ? optional : "RevokeToken")
    return calls
  }

  /// What issued a session; nil where no configured pool did.
  nonisolated func kind(of session: Session) -> PoolConfiguration.Kind? {
    pools.configuration(clientID: session.id.clientID, issuer: session.issuer)?.kind
  }

  /// Whether RevokeToken can do something; another issuer than Cognito writes no `origin_jti`, and its
  /// revocation endpoint is asked (RFC 7009).
  nonisolated func mayRevoke(_ session: Session) -> Bool {
    session.mayBeRevocable || kind(of: session) == .oidc
  }

  /// The calls that will try the old tokens.
  private nonisolated func proofs(_ stored: StoredSession) -> [String] {
    guard let configuration = try? configuration(of: stored) else { return [] }
    let isGeneric = configuration.kind == .oidc
    let isManaged = configuration.oauth != nil && !isGeneric
    var calls: [String] = []
    if stored.token(.refresh) != nil {
      calls.append(
        isGeneric || (isManaged && stored.isManaged)
          ? "the token endpoint" : "GetTokensFromRefreshToken"
      )
    }
    if stored.token(.access) != nil { calls.append(isGeneric ? "userInfo" : "GetUser") }
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

  /// All sessions of the same user, the session itself first, and the backends that may hold more.
  private nonisolated func siblings(
    of session: Session
  ) async -> ([Session], unread: [SignOutPlan.Unread]) {
    let all = await snapshots()
    let others = all.flatMap(\.sessions).filter { other in
      guard other.id != session.id, other.issuer == session.issuer else { return false }
      return other.sub == session.sub && other.sub != nil
    }
    let unread = all.compactMap { one -> SignOutPlan.Unread? in
      guard case .unavailable(let reason) = one.content else { return nil }
      return SignOutPlan.Unread(backend: one.id, reason: reason)
    }
    return ([session] + others, unread)
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
