extension UserPool {
  /// Sends what a sign-in asks to be sent.
  public func send(
    _ request: SignInFlow.Request
  ) async throws(UserPoolError) -> Reply<AuthenticationAnswer> {
    switch request {
    case .initiate(let request): try await initiateAuth(request)
    case .respond(let request): try await respondToAuthChallenge(request)
    }
  }
}
