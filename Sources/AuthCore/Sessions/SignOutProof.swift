/// What became of an old token that was tried after a sign-out.
public struct SignOutProof: Equatable, Sendable {
  /// How the token was tried, in the order of the attempts.
  public enum Attempt: String, Equatable, Sendable {
    case refresh
    case getUser = "get_user"
    case userInfo = "user_info"

    /// The attempt in words.
    public var title: String {
      switch self {
      case .refresh: "refresh with the old refresh token"
      case .getUser: "GetUser with the old access token"
      case .userInfo: "userInfo with the old access token"
      }
    }
  }

  /// What the pool said to it.
  public enum Answer: Equatable, Sendable {
    /// As it should be after a sign-out.
    case refused(String)
    /// The token still works, and so the session is not over.
    case accepted(String)
    /// The token still works by itself until it expires, which its issuer is free to allow: what
    /// renews it is revoked all the same.
    case outlives(String)
    /// No word about the token.
    case unknown(String)
    case skipped(String)
  }

  public let attempt: Attempt
  public let answer: Answer

  public init(attempt: Attempt, answer: Answer) {
    self.attempt = attempt
    self.answer = answer
  }

  /// Whether the old token was found to be alive where it must not be.
  public var isAlive: Bool {
    if case .accepted = answer { true } else { false }
  }
}
