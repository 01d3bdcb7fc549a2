/// What is posted to the token endpoint (RFC 6749 sections 4.1.3 and 6; AWS: token-endpoint).
public enum OAuthTokenRequest: Equatable, Sendable, Unprinted {
  /// `grant_type=authorization_code`.
  case code(String, redirectURI: String, verifier: String)
  /// `grant_type=refresh_token`.
  case refresh(String)

  package var fields: [FormText.Field] {
    switch self {
    case .code(let code, let redirectURI, let verifier):
      [
        FormText.Field("grant_type", "authorization_code"), FormText.Field("code", code),
        FormText.Field("redirect_uri", redirectURI), FormText.Field("code_verifier", verifier),
      ]
    case .refresh(let token):
      [FormText.Field("grant_type", "refresh_token"), FormText.Field("refresh_token", token)]
    }
  }
}

/// The token endpoint's answer (RFC 6749 section 5.1, OpenID Connect Core section 3.1.3.3).
public struct OAuthTokens: Codable, Equatable, Sendable, Unprinted {
  public var accessToken: String
  /// Absent without the scope `openid`.
  public var idToken: String?
  /// Absent in a refresh unless the issuer rotates.
  public var refreshToken: String?
  /// Seconds.
  public var expiresIn: Int?
  public var tokenType: String?

  public init(
    accessToken: String,
    idToken: String?,
    refreshToken: String?,
    expiresIn: Int?,
    tokenType: String? = "Bearer"
  ) {
    self.accessToken = accessToken
    self.idToken = idToken
    self.refreshToken = refreshToken
    self.expiresIn = expiresIn
    self.tokenType = tokenType
  }

  enum CodingKeys: String, CodingKey {
    case accessToken = "access_token"
    case idToken = "id_token"
    case refreshToken = "refresh_token"
    case expiresIn = "expires_in"
    case tokenType = "token_type"
  }

  /// The same as user pool operations answer it, for code that knows those.
  public var answer: AuthenticationAnswer {
    AuthenticationAnswer(
      authenticationResult: AuthenticationResult(
        accessToken: accessToken,
        idToken: idToken,
        refreshToken: refreshToken,
        expiresIn: expiresIn,
        tokenType: tokenType
      )
    )
  }
}
