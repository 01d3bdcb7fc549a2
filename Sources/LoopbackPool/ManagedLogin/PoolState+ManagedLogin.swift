import AuthCore
import Crypto

extension PoolState {
  /// The answer of managed login's domain, nil for an address that it does not have.
  mutating func managedLogin(_ request: PoolRequest, at now: NumericDate) -> PoolAnswer? {
    browser.forget(before: now)
    switch (request.method, request.path) {
    case ("GET", "/oauth2/authorize"): return authorize(request, at: now)
    case ("GET", "/login"): return login(request, at: now)
    case ("POST", "/login"): return postLogin(request, at: now)
    case ("GET", "/logout"): return logout(request, at: now)
    case ("POST", "/oauth2/token"): return token(request, at: now)
    case ("POST", "/oauth2/revoke"): return revoke(request, at: now)
    case ("GET", "/oauth2/userInfo"), ("POST", "/oauth2/userInfo"):
      return userInfo(request, at: now)
    default: return nil
    }
  }

  /// Sends a browser that is signed in back with a code, and any other to the page.
  private mutating func authorize(_ request: PoolRequest, at now: NumericDate) -> PoolAnswer {
    let login: LoginRequest
    do throws(LoginRequest.Fault) {
      login = try LoginRequest(query: request.query, clients: configuration.clients)
    } catch {
      return refusal(error, at: now)
    }
    if login.prompt != "login", let session = browserSession(request) {
      return grant(login, session, at: now)
    }
    guard login.prompt != "none" else {
      return redirect(to: login.callback([FormText.Field("error", "login_required")]), at: now)
    }
    return redirect(to: "/login?\(request.query)", at: now)
  }

  private mutating func login(_ request: PoolRequest, at now: NumericDate) -> PoolAnswer {
    do throws(LoginRequest.Fault) {
      let login = try LoginRequest(query: request.query, clients: configuration.clients)
      return page(.credentials(username: login.loginHint ?? ""), login, request, at: now)
    } catch {
      return refusal(error, at: now)
    }
  }

  /// Ends the browser's session and sends it where the app client allows.
  private mutating func logout(_ request: PoolRequest, at now: NumericDate) -> PoolAnswer {
    let fields = FormText.decode(request.query) ?? []
    guard let id = fields["client_id"],
      let client = configuration.clients.first(where: { $0.id == id })
    else { return message("Client does not exist.", status: 400, at: now) }
    let target = fields["logout_uri"] ?? fields["redirect_uri"]
    if let target {
      let isKnown = client.logoutURLs.contains(target) || client.allows(redirect: target)
      guard isKnown else { return message("redirect_mismatch", status: 400, at: now) }
    }
    if let digest = cookieDigest(request) { browser.sessions[digest] = nil }
    let gone = PoolAnswer.Header(
      name: "set-cookie",
      value: "\(Self.cookieName)=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"
    )
    var answer: PoolAnswer
    if fields["logout_uri"] == nil, target != nil {
      answer = redirect(to: "/login?\(request.query)", at: now)
    } else if let target {
      answer = redirect(to: target, at: now)
    } else {
      answer = message("You are signed out of this browser.", status: 200, at: now)
    }
    answer.headers.append(gone)
    return answer
  }

  /// A code for a browser that is signed in.
  mutating func grant(
    _ login: LoginRequest,
    _ session: BrowserSession,
    at now: NumericDate
  ) -> PoolAnswer {
    let code = RandomText.uuid(using: &random)
    browser.codes[digest(code)] = CodeGrant(
      request: login,
      username: session.username,
      browserSession: session.id,
      authTime: session.createdAt,
      expiresAt: now.advanced(byMilliseconds: BrowserState.codeLifetime * 1000)
    )
    return redirect(to: login.callback([FormText.Field("code", code)]), at: now)
  }

  static let cookieName = "cognito"

  /// The live session of a request's cookie.
  func browserSession(_ request: PoolRequest) -> BrowserSession? {
    guard let digest = cookieDigest(request), let session = browser.sessions[digest],
      users[session.username]?.isEnabled == true
    else { return nil }
    return session
  }

  private func cookieDigest(_ request: PoolRequest) -> SHA256.Digest? {
    request.cookie(Self.cookieName).map(digest)
  }

  private mutating func refusal(_ fault: LoginRequest.Fault, at now: NumericDate) -> PoolAnswer {
    switch fault {
    case .page(let text): message(text, status: 400, at: now)
    case .redirect(let uri, let error, let state):
      redirect(
        to: LoginRequest.callback(uri, [FormText.Field("error", error)], state: state),
        at: now
      )
    }
  }
}
