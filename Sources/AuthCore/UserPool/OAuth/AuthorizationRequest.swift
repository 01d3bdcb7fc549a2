/// What a browser is sent to the authorization endpoint with (RFC 6749 section 4.1.1; AWS:
/// authorization-endpoint).
public struct AuthorizationRequest: Equatable, Sendable {
  public var redirectURI: String
  public var clientID: String
  public var scopes: [String]
  public var state: String
  public var nonce: String
  /// S256 of a PKCE verifier.
  public var codeChallenge: String
  /// A user name to begin with.
  public var loginHint: String?
  /// `login` asks for the password although the browser has a session already.
  public var prompt: String?

  public init(
    redirectURI: String,
    clientID: String,
    scopes: [String],
    state: String,
    nonce: String,
    codeChallenge: String,
    loginHint: String? = nil,
    prompt: String? = nil
  ) {
    self.redirectURI = redirectURI
    self.clientID = clientID
    self.scopes = scopes
    self.state = state
    self.nonce = nonce
    self.codeChallenge = codeChallenge
    self.loginHint = loginHint
    self.prompt = prompt
  }

  /// The address to open, parameters in Amplify's order.
  public func url(endpoint: String) -> String {
    var fields = [
      FormText.Field("redirect_uri", redirectURI), FormText.Field("response_type", "code"),
      FormText.Field("client_id", clientID),
      FormText.Field("scope", scopes.joined(separator: " ")),
    ]
    if let loginHint { fields.append(FormText.Field("login_hint", loginHint)) }
    fields.append(FormText.Field("nonce", nonce))
    if let prompt { fields.append(FormText.Field("prompt", prompt)) }
    fields += [
      FormText.Field("state", state), FormText.Field("code_challenge", codeChallenge),
      FormText.Field("code_challenge_method", "S256"),
    ]
    return endpoint + (endpoint.contains("?") ? "&" : "?") + FormText.encode(fields)
  }
}
