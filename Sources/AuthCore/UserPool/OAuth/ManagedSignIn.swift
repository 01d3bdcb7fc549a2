/// One sign-in in the browser as a value: what to ask for, and what each request that reaches the
/// callback URL means.
///
/// The PKCE verifier stays inside until it goes with the code to the token endpoint.
public struct ManagedSignIn: Equatable, Sendable, Unprinted {
  /// What a request to the callback URL came to.
  public enum Answer: Equatable, Sendable {
    /// Not the answer that is waited for; the page says what it was.
    case wait(RedirectPage)
    /// The code is here: redeem it, then show how that ended.
    case redeem(OAuthTokenRequest)
    /// The browser came back with an error.
    case fail(ManagedSignInError)
  }

  public let pool: PoolConfiguration
  public let backend: BackendID
  public let redirect: LoopbackRedirect
  public let request: AuthorizationRequest
  private let proof: PKCE
  /// An answer came with the right state; there is no second one.
  private var isAnswered = false

  /// A sign-in whose state, nonce and verifier are new; the redirect's port is known by now.
  public init(
    pool: PoolConfiguration,
    settings: OAuthSettings,
    redirect: LoopbackRedirect,
    backend: BackendID,
    loginHint: String? = nil,
    prompt: String? = nil,
    using generator: inout some RandomNumberGenerator
  ) {
    self.pool = pool
    self.backend = backend
    self.redirect = redirect
    proof = PKCE(using: &generator)
    request = AuthorizationRequest(
      redirectURI: redirect.uri,
      clientID: pool.clientID,
      scopes: settings.scopes,
      state: RandomLetters.text(32, using: &generator),
      nonce: RandomLetters.text(32, using: &generator),
      codeChallenge: proof.challenge,
      loginHint: loginHint,
      prompt: prompt
    )
  }

  /// What a request to the listener means; `target` is its path and query.
  public mutating func handle(method: String, target: String) -> Answer {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    // Browsers ask for icons by themselves.
    guard String(parts[0]) == redirect.requestPath else { return .wait(.notFound) }
    guard method == "GET" else { return .wait(.notFound) }
    guard !isAnswered else { return .wait(.over) }
    guard parts.count == 2, let fields = FormText.decode(parts[1]) else {
      return .wait(.wrongState)
    }
    guard let state = fields["state"], isSameText(state, request.state) else {
      return .wait(.wrongState)
    }
    // Where an issuer names itself, it must be the one that was asked (RFC 9207 section 2.4).
    if let issuer = fields["iss"], !pool.issuers.contains(issuer) { return .wait(.wrongState) }
    if let error = fields["error"] {
      isAnswered = true
      return .fail(.refused(error: error, description: fields["error_description"] ?? ""))
    }
    guard let code = fields["code"], !code.isEmpty else { return .wait(.wrongState) }
    isAnswered = true
    return .redeem(.code(code, redirectURI: redirect.uri, verifier: proof.verifier))
  }
}

/// What a browser is shown at the callback URL.
public enum RedirectPage: Equatable, Sendable {
  case signedIn
  /// The sign-in was refused or could not be finished.
  case failed
  /// The answer belongs to no sign-in that is waited for.
  case wrongState
  /// An answer came before.
  case over
  case notFound
}
