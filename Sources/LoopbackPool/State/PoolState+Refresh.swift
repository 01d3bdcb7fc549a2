import AuthCore
import Crypto
import FoundationEssentials

extension PoolState {
  /// InitiateAuth with REFRESH_TOKEN_AUTH, which a client with rotation must not use.
  mutating func refresh(
    _ token: String,
    _ proof: (hash: String?, deviceKey: String?),
    client: AppClient,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    guard client.rotation == nil else { throw notEnabled(.refreshTokenAuth) }
    let (record, user, family) = try owner(of: token, proof.deviceKey, client: client, at: now)
    try checkSecretHash(proof.hash, client: client, username: family.username)
    guard record.replacedAt == nil else { throw .reusedRefreshToken }
    return try tokens(user, family, client: client, refreshToken: nil, at: now)
  }

  mutating func getTokensFromRefreshToken(
    _ request: GetTokensFromRefreshTokenRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    let client = try client(request.clientID)
    guard isSecret(request.clientSecret, of: client) else {
      throw .notAuthorized("Unable to verify secret for client \(client.id)")
    }
    let (record, user, family) = try owner(
      of: request.refreshToken,
      request.deviceKey,
      client: client,
      at: now
    )
    guard let rotation = client.rotation else {
      return try tokens(user, family, client: client, refreshToken: nil, at: now)
    }
    if let replacedAt = record.replacedAt {
      // Inside the grace period the old token is good for a retry and gives one more successor.
      let age = now.milliseconds(since: replacedAt)
      guard age < rotation.graceSeconds * 1000 else { throw .reusedRefreshToken }
    } else {
      refreshTokens[digest(request.refreshToken)]?.replacedAt = now
    }
    let successor = newRefreshToken(family)
    return try tokens(user, family, client: client, refreshToken: successor, at: now)
  }

  /// Whose a refresh token is, when it is still good for anything.
  private func owner(
    of token: String,
    _ deviceKey: String?,
    client: AppClient,
    at now: NumericDate
  ) throws(PoolRefusal) -> (RefreshTokenRecord, PoolUser, TokenFamily) {
    guard let record = refreshTokens[digest(token)], let family = families[record.eventID],
      family.clientID == client.id
    else { throw .invalidRefreshToken }
    guard let user = users[family.username] else { throw .userNotFound }
    guard user.isEnabled else { throw .userDisabled }
    guard !family.isRevoked else { throw .revokedRefreshToken }
    if let key = family.deviceKey {
      // Also for a device that was never confirmed, and for one that was forgotten since.
      guard deviceKey == key, devices[key] != nil else { throw .invalidRefreshToken }
    }
    guard now < family.deadline else { throw .expiredRefreshToken }
    return (record, user, family)
  }

  /// Whether a plain client secret is the right one; a client without one needs none.
  func isSecret(_ received: String?, of client: AppClient) -> Bool {
    guard let secret = client.secret else { return true }
    guard let received else { return false }
    let digests = [received, secret.reveal()].map { SHA256.hash(data: Array($0.utf8)) }
    return digests[0] == digests[1]
  }
}
