extension UserPool {
  /// Sends what a sign-in asks to be sent; a failure is an event too.
  public func send(_ request: SignInFlow.Request) async -> SignInFlow.Event {
    do throws(UserPoolError) {
      switch request {
      case .initiate(let request): return .answered(try await initiateAuth(request).answer)
      case .respond(let request):
        return .answered(try await respondToAuthChallenge(request).answer)
      case .associate(let request):
        return .secretGiven(try await associateSoftwareToken(request).answer)
      case .verify(let request):
        return .secretVerified(try await verifySoftwareToken(request).answer)
      case .confirmDevice(let request):
        return .deviceConfirmed(try await confirmDevice(request).answer)
      }
    } catch {
      return .failed(error)
    }
  }
}
