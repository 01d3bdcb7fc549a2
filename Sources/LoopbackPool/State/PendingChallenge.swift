import AuthCore

/// A sign-in that waits for the answer to a challenge; each may be answered once.
struct PendingChallenge: Sendable {
  /// AuthSessionValidity's default, in milliseconds.
  static let validity: Int64 = 180_000
  /// More than these at a time end the oldest: memory stays bounded whatever is sent.
  static let limit = 1000

  enum Kind: Sendable {
    case passwordVerifier(SRPServer, client: BigInteger, secretBlock: String)
    case newPassword
  }

  let session: String
  let kind: Kind
  /// The user's name, also when there is no such user.
  let username: String
  let clientID: String
  let expiresAt: NumericDate

  var name: ChallengeName {
    switch kind {
    case .passwordVerifier: .passwordVerifier
    case .newPassword: .newPasswordRequired
    }
  }

  /// Whether an answer means this one: by its session or, with none, by its secret block.
  func isMeant(session: String?, secretBlock: String?) -> Bool {
    if let session { return session == self.session }
    if case .passwordVerifier(_, _, let block) = kind { return block == secretBlock }
    return false
  }
}
