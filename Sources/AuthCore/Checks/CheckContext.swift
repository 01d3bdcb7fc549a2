/// What the checks know besides what is stored.
package struct CheckContext: Sendable {
  /// The client's clock.
  package var now: NumericDate
  /// The pools that somebody configured.
  package var pools: [PoolConfiguration]
  /// The page whose logins are looked at.
  package var origin: WebOrigin?
  /// What pools said meanwhile, by session.
  package var learned: [SessionID: LearnedFacts]
  /// Moves that began and that nobody carries on, with where they went.
  var moves: [SessionID: BackendID]

  package init(
    now: NumericDate,
    pools: [PoolConfiguration] = [],
    origin: WebOrigin? = nil,
    learned: [SessionID: LearnedFacts] = [:],
    moves: [SessionID: BackendID] = [:]
  ) {
    self.now = now
    self.pools = pools
    self.origin = origin
    self.learned = learned
    self.moves = moves
  }

  /// The configured pools of an app client.
  func pools(of clientID: String) -> [PoolConfiguration] {
    pools.filter { $0.clientID.hasSameBytes(as: clientID) }
  }

  /// Whether a session belongs to an OpenID provider that is no Cognito pool, for which rules about
  /// what Cognito issues mean nothing.
  func isGeneric(_ session: CheckedSession) -> Bool {
    let known = pools(of: session.stored.clientID)
    let own = known.filter { session.session.issuer.map($0.issuers.contains) ?? false }
    let meant = own.isEmpty ? known : own
    return !meant.isEmpty && meant.allSatisfy { $0.kind == .oidc }
  }
}

/// What a pool was heard to say about one session.
package struct LearnedFacts: Equatable, Sendable {
  /// What GetUser answered to the access token.
  package enum Liveness: Equatable, Sendable {
    case alive(GetUserAnswer)
    case refused(name: String, message: String)
    /// It could not be asked, and why.
    case unknown(String)
  }

  /// What a verifier said with the published keys.
  package var verdicts: SessionVerdicts?
  package var liveness: Liveness?
  /// Milliseconds that the server's clock is ahead of the client's, by its Date header.
  package var serverDrift: Int64?

  package init(
    verdicts: SessionVerdicts? = nil,
    liveness: Liveness? = nil,
    serverDrift: Int64? = nil
  ) {
    self.verdicts = verdicts
    self.liveness = liveness
    self.serverDrift = serverDrift
  }
}
