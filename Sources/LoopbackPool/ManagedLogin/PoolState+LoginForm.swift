import AuthCore
import Crypto

extension PoolState {
  /// Takes what was typed on the page: a password, or the answer to a challenge.
  mutating func postLogin(_ request: PoolRequest, at now: NumericDate) -> PoolAnswer {
    let login: LoginRequest
    do throws(LoginRequest.Fault) {
      login = try LoginRequest(query: request.query, clients: configuration.clients)
    } catch {
      return message("invalid_request", status: 400, at: now)
    }
    let fields = FormText.decode(String(decoding: request.body, as: UTF8.self)) ?? []
    let username = fields["username"] ?? ""
    guard let token = fields["_csrf"], let cookie = request.cookie(Self.csrfCookie),
      digest(token) == digest(cookie)
    else {
      return page(
        .credentials(username: username),
        login,
        request,
        at: now,
        saying: "This page was too old. Please try again."
      )
    }
    do throws(PoolRefusal) {
      if fields["challenge"] == ChallengeName.mfaSetup.rawValue {
        return try setUp(fields, login, request, at: now)
      }
      let answer: AuthenticationAnswer
      if let challenge = fields["challenge"] {
        answer = try respond(ChallengeName(rawValue: challenge), fields, login, at: now)
      } else {
        answer = try prove(username, fields["password"] ?? "", login, at: now)
      }
      return follow(answer, login, request, at: now)
    } catch {
      return page(question(after: error, fields), login, request, at: now, saying: error.message)
    }
  }

  /// Checks a password as USER_PASSWORD_AUTH does, whatever flows the client has for its own use.
  private mutating func prove(
    _ username: String,
    _ password: String,
    _ login: LoginRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    let user = user(username)
    let context = SignInContext(
      username: user?.username ?? username,
      client: login.client,
      isBrowser: true
    )
    return try self.password(password, of: user, context, at: now)
  }

  private mutating func respond(
    _ name: ChallengeName,
    _ fields: [FormText.Field],
    _ login: LoginRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    var responses: [String: String] = [:]
    switch name {
    case .newPasswordRequired: responses["NEW_PASSWORD"] = fields["password"]
    case .selectMFAType: responses["ANSWER"] = fields["answer"]
    default: responses["\(name.rawValue)_CODE"] = fields["code"]
    }
    return try respond(name, responses, session: fields["session"], login, at: now)
  }

  /// Answers a challenge that this page posed.
  mutating func respond(
    _ name: ChallengeName,
    _ responses: [String: String],
    session: String?,
    _ login: LoginRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    let pending = try pending(session)
    let username = pending.context.username
    var responses = responses
    responses["USERNAME"] = username
    responses["SECRET_HASH"] = login.client.secret.map {
      SecretHash.text(secret: $0, username: username, clientID: login.client.id)
    }
    return try respondToAuthChallenge(
      RespondToAuthChallengeRequest(
        challengeName: name,
        challengeResponses: responses,
        clientID: login.client.id,
        session: session
      ),
      at: now
    )
  }

  /// The challenge of a session that a browser is in.
  func pending(_ session: String?) throws(PoolRefusal) -> PendingChallenge {
    guard let pending = challenges.first(where: { $0.session == session }),
      pending.context.isBrowser
    else { throw .invalidSession }
    return pending
  }

  /// Back to the app with a code, or on to the next question.
  mutating func follow(
    _ answer: AuthenticationAnswer,
    _ login: LoginRequest,
    _ request: PoolRequest,
    at now: NumericDate
  ) -> PoolAnswer {
    guard let name = answer.challengeName else {
      let username = answer.challengeParameters?["USERNAME"] ?? ""
      return signIn(browserOf: username, login, request, at: now)
    }
    let destination = answer.challengeParameters?["CODE_DELIVERY_DESTINATION"] ?? ""
    switch name {
    case .newPasswordRequired:
      return page(.newPassword, login, request, at: now, session: answer.session)
    case _ where Self.codeChallenges.contains(name.rawValue):
      return page(
        .code(name, destination: destination),
        login,
        request,
        at: now,
        session: answer.session
      )
    case .mfaSetup: return offerSetup(answer.session, login, request, at: now)
    case .selectMFAType:
      var types: [MFAType] = []
      if case .selectMFA(let known)? = try? pending(answer.session).kind { types = known }
      return page(.choice(name, types), login, request, at: now, session: answer.session)
    default:
      return message(
        "This user needs \(name.rawValue), which this page does not have. Sign in by another way.",
        status: 200,
        at: now
      )
    }
  }

  static let codeChallenges: Set<String> = [
    "SMS_MFA", "EMAIL_OTP", "SMS_OTP", "SOFTWARE_TOKEN_MFA",
  ]

  /// Gives the browser its cookie and the app its code.
  private mutating func signIn(
    browserOf username: String,
    _ login: LoginRequest,
    _ request: PoolRequest,
    at now: NumericDate
  ) -> PoolAnswer {
    let cookie = Base64URL.encode(RandomText.bytes(32, using: &random))
    let session = BrowserSession(
      id: UserSessionID.sso(cookie),
      username: username,
      createdAt: now,
      expiresAt: now.advanced(byMilliseconds: BrowserState.cookieLifetime * 1000),
      lastActive: now,
      userAgent: request.userAgent
    )
    browser.sessions[digest(cookie)] = session
    var answer = grant(login, session, at: now)
    answer.headers.append(
      PoolAnswer.Header(
        name: "set-cookie",
        value: "\(Self.cookieName)=\(cookie); Max-Age=\(BrowserState.cookieLifetime); Path=/; "
          + "HttpOnly; SameSite=Lax"
      )
    )
    return answer
  }

  /// What to ask again after a refusal.
  private func question(
    after refusal: PoolRefusal,
    _ fields: [FormText.Field]
  ) -> LoginPage.Question {
    guard let pending = try? pending(fields["session"]), let name = fields["challenge"] else {
      return .credentials(username: fields["username"] ?? "")
    }
    if case .mfaSetup(let types, let authenticator, _) = pending.kind {
      if let authenticator { return .authenticator(setup(authenticator, pending)) }
      return types == [.email] ? .address : .choice(.mfaSetup, types)
    }
    return name == ChallengeName.newPasswordRequired.rawValue
      ? .newPassword : .code(ChallengeName(rawValue: name), destination: "")
  }
}
