extension UserPoolError: CustomStringConvertible {
  /// What happened, what was kept, and what to do next.
  public var description: String {
    switch self {
    case .refused(let name, let message, _, let wish):
      "the pool refused: \(message.isEmpty ? name : "\(message) (\(name))"); nothing stored here was "
        + "changed"
        + (wish.map { "; it asks to be left alone for \(max(1, $0 / 1000)) s" } ?? "")
    case .unreachable(let reason):
      "the pool was not reached: \(reason); nothing was sent, nothing was changed; try again"
    case .unanswered(let reason):
      """
      the pool gave no answer: \(reason); it may have carried the request out, nothing stored here \
      was changed; try again, or ask the pool first
      """
    case .unreadable(let status, let reason):
      """
      the endpoint answered with \(reason) (HTTP \(status)); nothing stored here was changed; \
      check that it is a Cognito user pool
      """
    }
  }
}

extension UserPoolError {
  /// What to do about a refusal, by Cognito's name for it (AWS: the operations' errors); nil where the
  /// sentence says it already.
  var advice: String? {
    guard case .refused(let name, _, let status, let wish) = self else { return nil }
    if let known = Self.advice[name] { return known }
    if status >= 500 || status == 429 { return wish == nil ? "try again later" : "try again then" }
    return "check the pool's settings and what was asked of it"
  }

  private static let advice: [String: String] = [
    "NotAuthorizedException": "check user, password and app client, or sign in again",
    "UserNotFoundException": "check the user's name and which pool is asked",
    "ResourceNotFoundException": "check the pool's and the app client's ids",
    "PasswordResetRequiredException": "reset the password in the app first",
    "UserNotConfirmedException": "confirm the user in the app first",
    "InvalidParameterException": "change what was given, or the app client's settings",
    "InvalidPasswordException": "give a password that the pool's policy allows",
    "PasswordHistoryPolicyViolationException": "give a password that was not used before",
    "CodeMismatchException": "give the newest code",
    "EnableSoftwareTokenMFAException": "give the code that the authenticator shows now",
    "ExpiredCodeException": "sign in again to get a new code",
    "UnknownOperationException": "check that the endpoint is a Cognito user pool",
    "OperationNotEnabledException": "turn it on at the pool",
    "UnsupportedOperationException": "turn it on for the app client",
  ]
}
