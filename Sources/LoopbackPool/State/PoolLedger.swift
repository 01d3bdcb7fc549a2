package import AuthCore

/// What the pool has done, for whoever wants to hold somebody's words against it; it holds no token.
package struct PoolLedger: Sendable {
  /// What became of a refresh token.
  package enum Standing: Equatable, Sendable {
    /// The next refresh takes it.
    case current
    /// It was replaced, and is still taken for a while.
    case inGrace
    /// It was replaced, and is refused.
    case usedUp
    /// Its family was revoked, or its time is over.
    case ended
    case unknown
  }

  /// The revoked families by `origin_jti`.
  package let revoked: Set<String>
  /// How often GlobalSignOut was carried out, by user.
  package let globalSignOuts: [String: Int]

  package func isRevoked(_ family: String) -> Bool { revoked.contains(family) }
}

extension PoolState {
  package var ledger: PoolLedger {
    PoolLedger(
      revoked: Set(families.values.filter(\.isRevoked).map(\.id)),
      globalSignOuts: globalSignOuts
    )
  }

  package func standing(ofRefreshToken token: String, at now: NumericDate) -> PoolLedger.Standing {
    guard let record = refreshTokens[digest(token)], let family = families[record.eventID] else {
      return .unknown
    }
    if family.isRevoked || now >= family.deadline { return .ended }
    guard let replacedAt = record.replacedAt else { return .current }
    let client = configuration.clients.first { $0.id == family.clientID }
    let grace = (client?.rotation?.graceSeconds ?? 0) * 1000
    return now.milliseconds(since: replacedAt) < grace ? .inGrace : .usedUp
  }
}
