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
}

/// What the pool knows of one refresh token, under the token's hash.
struct RefreshTokenRecord: Sendable {
  let eventID: String
  /// When a successor was first given for it.
  var replacedAt: NumericDate?
}
