import AuthCore
import Crypto

/// What managed login knows: browsers that are signed in, and codes on their way to the app.
struct BrowserState: Sendable {
  /// The managed-login cookie's life in seconds; no app client's lifetimes change it.
  static let cookieLifetime: Int64 = 3600
  /// An authorization code's life in seconds.
  static let codeLifetime: Int64 = 300
  /// More than these at a time end the oldest: memory stays bounded whatever is sent.
  static let limit = 1000

  /// By the SHA-256 of the cookie's value.
  var sessions: [SHA256.Digest: BrowserSession] = [:]
  /// By the SHA-256 of the code.
  var codes: [SHA256.Digest: CodeGrant] = [:]

  mutating func forget(before now: NumericDate) {
    sessions = sessions.filter { $0.value.expiresAt > now }
    codes = codes.filter { $0.value.expiresAt > now }
    if sessions.count >= Self.limit { sessions.removeAll() }
    if codes.count >= Self.limit { codes.removeAll() }
  }
}

/// A browser that is signed in at managed login, whatever becomes of the tokens it led to.
struct BrowserSession: Sendable {
  /// Its name among the user's sessions, `sso…`.
  let id: String
  let username: String
  let createdAt: NumericDate
  let expiresAt: NumericDate
  /// The last authentication, grant of tokens, or rotation of what came through it.
  var lastActive: NumericDate
  let userAgent: String?
}

/// A code and what it may be redeemed for; once (RFC 6749 section 4.1.2).
struct CodeGrant: Sendable, Unprinted {
  let request: LoginRequest
  let username: String
  let browserSession: String
  let authTime: NumericDate
  let expiresAt: NumericDate
  /// The family that it was redeemed for; a second use ends it.
  var eventID: String?
}
