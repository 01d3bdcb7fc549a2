/// What the pool asks of the person before it gives tokens.
public enum SignInChallenge: Equatable, Sendable {
  /// NEW_PASSWORD_REQUIRED: an administrator set the present one. The attributes named as required
  /// must be given with it; those that the user has are there to show, by name.
  case newPassword(requiredAttributes: [String], attributes: [String: String])
}

/// The end of a sign-in: the tokens, and whose they are.
public struct SignedInUser: Equatable, Sendable {
  public let result: AuthenticationResult
  /// The user name to store them under, chosen as Amplify chooses it.
  public let username: String
  /// What was typed.
  public let loginID: String

  public init(result: AuthenticationResult, username: String, loginID: String) {
    self.result = result
    self.username = username
    self.loginID = loginID
  }
}
