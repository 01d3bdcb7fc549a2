import AuthCore

/// Runs a sign-in against a pool to its end, with a person's replies and without stored devices.
enum SignInDriver {
  static func run(
    _ flow: inout SignInFlow,
    _ pool: UserPool,
    at now: NumericDate,
    reply: (SignInChallenge) async throws -> SignInReply
  ) async throws -> SignInFlow.Action {
    var action = try flow.handle(.start, at: now)
    while true {
      switch action {
      case .send(let request): action = try flow.handle(await pool.send(request), at: now)
      case .findDevice: action = try flow.handle(.foundDevice(nil), at: now)
      case .dropDevice: action = try flow.handle(.droppedDevice, at: now)
      case .ask(let challenge):
        action = try flow.handle(.reply(try await reply(challenge)), at: now)
      case .fail(let error): throw error
      case .finish: return action
      }
    }
  }
}
