import AuthCore

extension PoolState {
  static let csrfCookie = "XSRF-TOKEN"

  /// A page that asks; its form is good for the browser that it was sent to alone.
  mutating func page(
    _ question: LoginPage.Question,
    _ login: LoginRequest,
    _ request: PoolRequest,
    at now: NumericDate,
    saying message: String? = nil,
    session: String? = nil
  ) -> PoolAnswer {
    let token = request.cookie(Self.csrfCookie) ?? RandomText.uuid(using: &random)
    var page = LoginPage(question: question, message: message, poolID: configuration.poolID)
    page.action = "/login?\(login.query)"
    page.token = token
    page.session =
      session ?? FormText.decode(String(decoding: request.body, as: UTF8.self))?["session"]
    // A browser refuses to follow a form to an address that its page does not name.
    let origin = LoopbackRedirect(login.redirectURI).map { " http://\($0.host):\($0.port)" }
    var answer = html(page.html, status: 200, formAction: "'self'\(origin ?? " https:")", at: now)
    answer.headers.append(
      PoolAnswer.Header(
        name: "set-cookie",
        value: "\(Self.csrfCookie)=\(token); Path=/; HttpOnly; SameSite=Lax"
      )
    )
    return answer
  }

  /// A page that tells.
  mutating func message(_ text: String, status: Int, at now: NumericDate) -> PoolAnswer {
    let page = LoginPage(question: .nothing, message: text, poolID: configuration.poolID)
    return html(page.html, status: status, formAction: "'none'", at: now)
  }

  mutating func redirect(to location: String, at now: NumericDate) -> PoolAnswer {
    var answer = answer(302, [], type: "text/plain", at: now)
    answer.headers += [
      PoolAnswer.Header(name: "location", value: location),
      PoolAnswer.Header(name: "cache-control", value: "no-store"),
    ]
    return answer
  }

  private mutating func html(
    _ text: String,
    status: Int,
    formAction: String,
    at now: NumericDate
  ) -> PoolAnswer {
    var answer = answer(status, Array(text.utf8), type: "text/html; charset=utf-8", at: now)
    let policy =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; "
      + "form-action \(formAction)"
    answer.headers += [
      PoolAnswer.Header(name: "content-security-policy", value: policy),
      PoolAnswer.Header(name: "cache-control", value: "no-store"),
      PoolAnswer.Header(name: "referrer-policy", value: "no-referrer"),
      PoolAnswer.Header(name: "x-content-type-options", value: "nosniff"),
    ]
    return answer
  }
}

extension PoolRequest {
  /// A cookie's value by its name.
  func cookie(_ name: String) -> String? {
    for pair in (cookies ?? "").split(separator: ";") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { continue }
      return String(parts[1])
    }
    return nil
  }
}
