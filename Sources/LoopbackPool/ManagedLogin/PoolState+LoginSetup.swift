import AuthCore

extension PoolState {
  /// Asks which second factor is to be set up, or for the only one at once.
  mutating func offerSetup(
    _ session: String?,
    _ login: LoginRequest,
    _ request: PoolRequest,
    at now: NumericDate
  ) -> PoolAnswer {
    guard case .mfaSetup(let types, _, _)? = try? pending(session).kind else {
      return message(PoolRefusal.invalidSession.message, status: 200, at: now)
    }
    if types.count == 1, let answer = try? begin(types[0], session, login, request, at: now) {
      return answer
    }
    return page(.choice(.mfaSetup, types), login, request, at: now, session: session)
  }

  /// Takes what was typed or chosen while a second factor is set up.
  mutating func setUp(
    _ fields: [FormText.Field],
    _ login: LoginRequest,
    _ request: PoolRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> PoolAnswer {
    let session = fields["session"]
    let pending = try pending(session)
    guard case .mfaSetup(let types, _, _) = pending.kind else { throw .invalidSession }
    if let code = fields["code"] {
      let verified = try verifySoftwareToken(
        VerifySoftwareTokenRequest(session: session, userCode: code),
        at: now
      )
      let answer = try respond(.mfaSetup, [:], session: verified.session, login, at: now)
      return follow(answer, login, request, at: now)
    }
    if let address = fields["email"] {
      let answer = try respond(.mfaSetup, ["EMAIL": address], session: session, login, at: now)
      return follow(answer, login, request, at: now)
    }
    guard let type = MFAType(rawValue: fields["answer"] ?? ""), types.contains(type) else {
      throw .invalidParameter("The MFA type is not one of those that can be set up")
    }
    return try begin(type, session, login, request, at: now)
  }

  private mutating func begin(
    _ type: MFAType,
    _ session: String?,
    _ login: LoginRequest,
    _ request: PoolRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> PoolAnswer {
    guard type == .softwareToken else {
      return page(.address, login, request, at: now, session: session)
    }
    let given = try associateSoftwareToken(
      AssociateSoftwareTokenRequest(session: session),
      at: now
    )
    let pending = try pending(given.session)
    guard case .mfaSetup(_, let authenticator?, _) = pending.kind else { throw .invalidSession }
    return page(
      .authenticator(setup(authenticator, pending)),
      login,
      request,
      at: now,
      session: given.session
    )
  }

  /// What an authenticator app is to be given.
  func setup(_ authenticator: Authenticator, _ pending: PendingChallenge) -> SoftwareTokenSetup {
    SoftwareTokenSetup(
      secret: authenticator.base32,
      username: pending.context.username,
      issuer: configuration.poolID
    )
  }
}
