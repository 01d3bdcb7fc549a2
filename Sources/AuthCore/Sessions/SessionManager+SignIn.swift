extension SessionManager {
  /// Begins a sign-in and goes on until there are tokens, which are stored, or a question.
  public nonisolated func signIn(
    _ attempt: SignInAttempt
  ) async throws(SessionError) -> SignInAttempt.Progress {
    _ = try backend(attempt.backend)
    return try await advance(attempt, .start)
  }

  /// Goes on with the person's reply to the question that the attempt waits for.
  ///
  /// When it fails and the error leaves the question open, the same attempt takes another reply.
  public nonisolated func answer(
    _ attempt: SignInAttempt,
    _ reply: SignInReply
  ) async throws(SessionError) -> SignInAttempt.Progress {
    try await advance(attempt, .reply(reply))
  }

  private nonisolated func advance(
    _ attempt: SignInAttempt,
    _ event: SignInFlow.Event
  ) async throws(SessionError) -> SignInAttempt.Progress {
    let pool = pools.userPool(attempt.pool)
    var attempt = attempt
    var event = event
    while true {
      switch try attempt.next(event, at: clock()) {
      case .send(let request): event = await pool.send(request)
      case .findDevice(let username):
        event = .foundDevice(await device(of: username, attempt))
      case .dropDevice(let device, let username):
        await dropDevice(device, of: username, attempt)
        event = .droppedDevice
      case .ask(let challenge): return .asks(challenge, attempt)
      case .fail(let error): throw .pool(error)
      case .finish(let user):
        let session = try await store(user, of: attempt)
        return user.offersToRemember ? .offersToRemember(session) : .signedIn(session)
      }
    }
  }

  /// Writes what Amplify's `storeTokens` writes, pointer included.
  private nonisolated func store(
    _ user: SignedInUser,
    of attempt: SignInAttempt
  ) async throws(SessionError) -> Session {
    guard let accessToken = user.result.accessToken else { throw .unusableTokens(.access, nil) }
    let claims: Claims
    do {
      claims = try CompactToken(accessToken).claims
    } catch {
      throw .unusableTokens(.access, error)
    }
    let tokens = TokenSet(
      accessToken: TokenText(accessToken, kind: .access),
      idToken: user.result.idToken.map { TokenText($0, kind: .id) },
      refreshToken: user.result.refreshToken.map { TokenText($0, kind: .refresh) },
      clockDrift: claims.iat.map { $0.milliseconds(since: clock()) } ?? 0,
      signInDetails: attempt.flow.signInDetails
    )
    let clientID = attempt.pool.clientID
    let id = SessionID(backend: attempt.backend, clientID: clientID, username: user.username)
    // What a browser sign-in left must not make this session look like one.
    let mark = AmplifyKey.tokenSet(clientID: clientID, username: id.username, name: .oauthMetadata)
    let changes =
      tokens.changes(clientID: clientID, username: id.username, device: user.device)
      + [.remove(key: mark.text)]
    try await store(NewSession(changes: changes, tokens: tokens), of: id)
    return await session(id, after: changes)
  }
}

extension SignInAttempt {
  mutating func next(
    _ event: SignInFlow.Event,
    at now: NumericDate
  ) throws(SessionError) -> SignInFlow.Action {
    do {
      return try flow.handle(event, at: now)
    } catch {
      throw .signIn(error)
    }
  }
}

extension SignInFlow {
  /// Amplify's `signInDetails` for this way of signing in.
  var signInDetails: String {
    let type = method.amplifyName
    return "{\"loginId\":\(JSONText.string(loginID)),\"authFlowType\":\"\(type)\"}"
  }
}
