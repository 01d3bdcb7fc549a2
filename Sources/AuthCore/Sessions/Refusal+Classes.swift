extension Refusal {
  /// What a definite refusal of a refresh means, nil when the error says nothing about the session.
  ///
  /// Several causes share NotAuthorizedException and differ by the message alone (the literals are
  /// those that Amplify's version 5 matched in `Auth.ts`); throttling, server faults and a wrong
  /// client secret say nothing about the session.
  public init?(_ error: UserPoolError, at date: NumericDate) {
    guard case .refused(let name, let message, _) = error else { return nil }
    let kind: Kind? =
      switch name {
      case "RefreshTokenReuseException": .reused
      case "UserNotFoundException": .deleted
      case "PasswordResetRequiredException", "UserNotConfirmedException": .unknown
      case "NotAuthorizedException", "TokenRevokedException": Self.kind(message: message)
      default: nil
      }
    guard let kind else { return nil }
    self.init(kind: kind, name: name, message: message, date: date)
  }

  private static func kind(message: String) -> Kind? {
    let text = message.lowercased()
    if text.contains("secret") { return nil }
    if text.contains("refresh token has expired") { return .expired }
    if text.contains("revoked") { return .revoked }
    if text.contains("disabled") { return .disabled }
    if text.contains("does not exist") { return .deleted }
    if text.contains("device") { return .device }
    return .unknown
  }
}
