extension Refusal {
  /// What a definite refusal of a refresh means, nil when the error says nothing about the session.
  ///
  /// Throttling, server faults and a wrong client secret say nothing about the session.
  public init?(_ error: UserPoolError, at date: NumericDate) {
    guard case .refused(let name, let message, _, _) = error,
      let kind = Kind(error), kind.isAboutSession
    else { return nil }
    self.init(kind: kind, name: name, message: message, date: date)
  }
}

extension Refusal.Kind {
  /// What a pool's named error means; nil for errors that are no refusal of a refresh.
  ///
  /// Several causes share NotAuthorizedException and differ by the message alone (the literals are
  /// those that Amplify's version 5 matched in `Auth.ts`). The OAuth names are RFC 6749 section 5.2.
  public init?(_ error: UserPoolError) {
    guard case .refused(let name, let message, let status, _) = error else { return nil }
    let kind: Self? =
      switch name {
      case "RefreshTokenReuseException": .reused
      case "UserNotFoundException": .deleted
      case "PasswordResetRequiredException", "UserNotConfirmedException": .unknown
      case "NotAuthorizedException", "TokenRevokedException", "invalid_grant":
        Self(message: message)
      case "ResourceNotFoundException", "invalid_client", "unauthorized_client", "InvalidClient":
        .wrongClient
      case "TooManyRequestsException", "LimitExceededException", "Throttling",
        "ThrottlingException":
        .throttled
      default: status == 429 ? .throttled : nil
      }
    guard let kind else { return nil }
    self = kind
  }

  /// Whether it tells about the session, so that the session is marked with it.
  public var isAboutSession: Bool {
    switch self {
    case .wrongClient, .throttled: false
    case .expired, .revoked, .reused, .device, .disabled, .deleted, .unknown: true
    }
  }

  private init(message: String) {
    let text = message.lowercased()
    let causes: [(String, Self)] = [
      ("secret", .wrongClient), ("refresh token has expired", .expired), ("revoked", .revoked),
      ("already been used", .reused), ("disabled", .disabled), ("does not exist", .deleted),
      ("device", .device),
    ]
    self = causes.first { text.contains($0.0) }?.1 ?? .unknown
  }
}
