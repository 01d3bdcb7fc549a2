import AuthCore
import Crypto

/// All tokens that come from one sign-in.
struct TokenFamily: Sendable {
  /// More than these at a time end the oldest: memory stays bounded whatever is asked.
  static let limit = 10_000
  /// Milliseconds past its deadline for which one is known, so that its tokens are called expired.
  static let afterlife: Int64 = 86_400_000
  /// Refresh tokens of one family that are known; of more the oldest are forgotten.
  static let tokenLimit = 1000

  /// `origin_jti`.
  let id: String
  /// `event_id`, kept by a refresh.
  let eventID: String
  let username: String
  let clientID: String
  /// `auth_time`, kept by a refresh.
  let authTime: NumericDate
  /// When its refresh tokens end, rotated or not.
  let deadline: NumericDate
  /// The device that it was given to, which each refresh must name; nil where none is tracked.
  var deviceKey: String?
  var isRevoked = false
  /// What a browser sign-in was asked for; nil for a sign-in by the API.
  var grant: Grant?
  var createdAt = NumericDate(seconds: 0)
  /// The last sign-in or refresh.
  var lastActive = NumericDate(seconds: 0)
  /// Of whoever asked last.
  var userAgent: String?
  /// Its refresh tokens by their SHA-256, the oldest first.
  var refreshTokens: [SHA256.Digest] = []

  /// The part of an authorization request that its tokens carry on.
  struct Grant: Sendable {
    let scopes: [String]
    let nonce: String?
    /// The browser's session that it came through.
    let browserSession: String
  }

  /// Only an authorization without `openid` gives no ID token.
  var hasIDToken: Bool { grant?.scopes.contains("openid") ?? true }
}

/// What the pool knows of one refresh token, under the token's hash.
struct RefreshTokenRecord: Sendable {
  let eventID: String
  /// When a successor was first given for it.
  var replacedAt: NumericDate?
}
