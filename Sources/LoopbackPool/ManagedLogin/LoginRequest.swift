import AuthCore

/// A request at the authorization endpoint, checked (RFC 6749 section 4.1.1).
struct LoginRequest: Sendable {
  let client: AppClient
  let redirectURI: String
  let scopes: [String]
  let state: String?
  let nonce: String?
  /// S256 of the PKCE verifier; nil when the client sent none.
  let challenge: String?
  let loginHint: String?
  let prompt: String?
  /// The query as it came, to hand on from page to page.
  let query: String

  /// Where a refusal goes: onto a page, or back to the app.
  enum Fault: Error {
    /// The redirect address itself cannot be trusted.
    case page(String)
    case redirect(uri: String, error: String, state: String?)
  }

  static let knownScopes: Set<String> = [
    "openid", "email", "phone", "profile", TokenClaims.scope,
  ]

  init(query: String, clients: [AppClient]) throws(Fault) {
    guard let fields = FormText.decode(query) else { throw .page("invalid_request") }
    guard let id = fields["client_id"], let client = clients.first(where: { $0.id == id }) else {
      throw .page("Client does not exist.")
    }
    guard let uri = fields["redirect_uri"], client.allows(redirect: uri) else {
      throw .page("redirect_mismatch")
    }
    let state = fields["state"]
    func refuse(_ error: String) -> Fault { .redirect(uri: uri, error: error, state: state) }
    guard fields["response_type"] == "code" else { throw refuse("unsupported_response_type") }
    let wanted = (fields["scope"] ?? "").split(separator: " ").map(String.init)
    guard Self.knownScopes.isSuperset(of: wanted) else { throw refuse("invalid_scope") }
    challenge = fields["code_challenge"]
    if challenge != nil || fields["code_challenge_method"] != nil {
      guard fields["code_challenge_method"] == "S256", challenge?.utf8.count == 43 else {
        throw refuse("invalid_request")
      }
    }
    self.client = client
    redirectURI = uri
    // Without any, all that the client may have.
    scopes = wanted.isEmpty ? ["openid", "email", "profile", TokenClaims.scope] : wanted
    self.state = state
    nonce = fields["nonce"]
    loginHint = fields["login_hint"]
    prompt = fields["prompt"]
    self.query = query
  }

  /// The callback URL with something added to it.
  func callback(_ fields: [FormText.Field]) -> String {
    Self.callback(redirectURI, fields, state: state)
  }

  static func callback(_ uri: String, _ fields: [FormText.Field], state: String?) -> String {
    let all = fields + (state.map { [FormText.Field("state", $0)] } ?? [])
    return uri + (uri.contains("?") ? "&" : "?") + FormText.encode(all)
  }
}

extension AppClient {
  /// Whether a browser may be sent there: a callback URL that was registered, or any of this machine
  /// (RFC 8252 section 7.3).
  func allows(redirect uri: String) -> Bool {
    callbackURLs.contains(uri) || LoopbackRedirect(uri) != nil
  }
}
