import AuthCore

/// All tokens that come from one sign-in.
struct TokenFamily: Sendable {
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
