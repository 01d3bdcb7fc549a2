import AuthCore

extension PoolState {
  /// CUSTOM_CHALLENGE: the riddle, and which try it is.
  mutating func poseRiddle(
    of user: PoolUser?,
    wrong: Int = 0,
    _ context: SignInContext,
    at now: NumericDate
  ) -> AuthenticationAnswer {
    let riddle = user?.riddle ?? .standard
    let challenge = pose(.custom(riddle, wrong: wrong), context, at: now)
    return AuthenticationAnswer(
      challengeName: .customChallenge,
      challengeParameters: [
        "USERNAME": context.username, "question": riddle.question,
        "try": "\(wrong + 1) of \(PendingChallenge.riddleTries)",
      ],
      session: challenge.session
    )
  }

  /// A wrong answer is asked again, as DefineAuthChallenge would; the last one ends the sign-in.
  mutating func answerRiddle(
    _ answer: String,
    _ user: PoolUser?,
    _ challenge: PendingChallenge,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    guard case .custom(let riddle, let wrong) = challenge.kind else { throw .invalidSession }
    if let user, riddle.isAnswer(answer) { return try signIn(user, challenge.context, at: now) }
    guard wrong + 1 < PendingChallenge.riddleTries else { throw .wrongPassword }
    return poseRiddle(of: user, wrong: wrong + 1, challenge.context, at: now)
  }
}
