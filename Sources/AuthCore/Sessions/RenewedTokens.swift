/// Tokens that a pool issued for a session, on their way into its backend.
struct RenewedTokens: Sendable {
  let changes: [StorageChange]
  let tokens: TokenSet
  let rotated: Bool
  /// What was stored when the pool was asked.
  let old: StoredSession
  /// Milliseconds that the server's `Date` was ahead of the client's clock.
  var serverDrift: Int64?

  /// What the new tokens claim otherwise than the old.
  var claimChanges: [ClaimChange] {
    let pairs: [(TokenText?, TokenText?, TokenKind)] = [
      (old.token(.access), tokens.accessToken, .access), (old.token(.id), tokens.idToken, .id),
    ]
    return pairs.flatMap { before, after, kind -> [ClaimChange] in
      guard let before, let after, let old = try? CompactToken(before.reveal()),
        let new = try? CompactToken(after.reveal())
      else { return [] }
      return ClaimChange.between(old.claims, new.claims, kind)
    }
  }

  /// Whether stored items are those that were to be renewed, or a part of the renewed ones.
  func belong(to stored: StoredSession) -> Bool {
    stored.token(.refresh) == old.token(.refresh)
      || (rotated && stored.token(.refresh) == tokens.refreshToken)
  }

  /// The same session's tokens after one more renewal, in the place of what was stored before both.
  func followed(by next: RenewedTokens) -> RenewedTokens {
    RenewedTokens(
      changes: changes + next.changes,
      tokens: next.tokens,
      rotated: true,
      old: old,
      serverDrift: next.serverDrift
    )
  }
}
