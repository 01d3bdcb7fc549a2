/// What a refresh would do, said before anything happens.
public struct RefreshPlan: Equatable, Sendable {
  public let id: SessionID
  /// The pool that would be asked, by its name in the configuration.
  public let pool: String
  /// Copies with the same refresh token: a pool that rotates ends it, and they get the new tokens.
  public let copies: [SessionID]
  /// Why it cannot be done as things are; nil when it can.
  public let obstacle: SessionError?
}

extension SessionManager {
  /// What a refresh would do; nothing is sent and nothing changes.
  public nonisolated func refreshPlan(
    _ id: SessionID
  ) async throws(SessionError) -> RefreshPlan {
    let stored = try await stored(id)
    let copies = await copies(of: stored, besides: id)
    let hasToken = stored.token(.refresh) != nil
    var pool = ""
    do throws(SessionError) {
      pool = try configuration(of: stored).name
      try await requireRefreshable(stored, id)
      return RefreshPlan(id: id, pool: pool, copies: copies, obstacle: nil)
    } catch {
      return RefreshPlan(id: id, pool: pool, copies: hasToken ? copies : [], obstacle: error)
    }
  }
}

extension SessionManager {
  /// Renews a session if its pool's policy still says so; nil when somebody else was faster or the
  /// policy does not ask for it.
  ///
  /// `naming` is as for `refresh`.
  public func refreshIfDue(
    _ id: SessionID,
    naming: (@Sendable ([SessionID]) -> Void)? = nil
  ) async throws(SessionError) -> RefreshOutcome? {
    let seen = try await generation(of: id)
    let session = try await session(id)
    guard
      let policy = pools.configuration(clientID: id.clientID, issuer: session.issuer)?
        .refreshPolicy,
      let due = policy.due(session)
    else { return nil }
    let issuerNow = clock().advanced(byMilliseconds: session.driftMilliseconds)
    guard due.earlier(byMilliseconds: policy.jitter) <= issuerNow else { return nil }
    let outcome = try await refresh(id, since: seen, naming: naming)
    return outcome.adopted == nil ? outcome : nil
  }
}
