extension SignInFlow {
  /// What the person's reply leads to; the question stays open until the pool answers.
  mutating func take(_ reply: SignInReply) throws(SignInError) -> Action {
    guard case .asking(let challenge, let posed) = step else { throw .nothingAsked }
    switch (challenge, reply) {
    case (.newPassword(let required, _), .newPassword(let password, let attributes)):
      return .send(.respond(try newPassword(password, attributes, required, posed)))
    case (.password, .password(let password)):
      self.password = password
      guard let factor = posed.factor else { return begin() }
      return chooseFirst(factor, posed)
    case (.choice(let choice, let factors), .factor(let factor)) where factors.contains(factor):
      switch choice {
      case .firstFactor: return chooseFirst(factor, posed)
      case .secondFactor: return .send(.respond(response(posed, ["ANSWER": factor.rawValue])))
      case .setup: return setUp(factor, posed)
      }
    case (.code(let factor, _), .code(let code)):
      let key = "\(factor.rawValue)_CODE"
      return .send(.respond(response(posed, [key: code.reveal()], namesDevice: true)))
    case (.softwareTokenSetup, .code(let code)):
      return .send(
        .verify(
          VerifySoftwareTokenRequest(
            session: posed.session,
            userCode: code.reveal(),
            friendlyDeviceName: "authtop"
          )
        )
      )
    case (.emailSetup, .email(let address)):
      return .send(.respond(response(posed, ["EMAIL": address])))
    case (.custom, .code(let answer)):
      return .send(
        .respond(response(posed, ["ANSWER": answer.reveal()], namesDevice: true))
      )
    default: throw .nothingAsked
    }
  }

  /// Answers SELECT_CHALLENGE, after asking for the password where it is needed.
  mutating func chooseFirst(_ factor: SignInFactor, _ posed: Posed) -> Action {
    if factor.usesPassword, password == nil {
      var posed = posed
      posed.factor = factor
      return ask(.password, posed)
    }
    var responses = ["ANSWER": factor.rawValue]
    if factor == .password { responses["PASSWORD"] = password?.reveal() }
    if factor == .passwordSRP { responses["SRP_A"] = srp.publicKey.hex }
    var posed = posed
    posed.name = .selectChallenge
    return .send(.respond(response(posed, responses)))
  }

  private func newPassword(
    _ password: Password,
    _ attributes: [String: String],
    _ required: [String],
    _ posed: Posed
  ) throws(SignInError) -> RespondToAuthChallengeRequest {
    if let missing = required.first(where: { attributes[$0, default: ""].isEmpty }) {
      throw .missingAttribute(missing)
    }
    var responses = ["NEW_PASSWORD": password.reveal()]
    for (name, value) in attributes { responses["userAttributes.\(name)"] = value }
    return response(posed, responses)
  }
}
