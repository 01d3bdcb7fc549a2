/// An app client's managed login: the domain's OAuth endpoints and what may be asked of them.
public struct OAuthSettings: Equatable, Sendable {
  /// The domain as a URL without a slash at the end, such as
  /// `https://example.auth.eu-west-1.amazoncognito.com`.
  public var domain: String
  public var scopes: [String]
  /// Callback URLs that the app client knows.
  public var redirectURIs: [String]
  /// Sign-out URLs that the app client knows.
  public var signOutURIs: [String]

  /// What managed login gives an access token when nothing else is asked for, and the scope that
  /// user pool operations such as GetUser need.
  public static let defaultScopes = [
    "openid", "email", "profile", "aws.cognito.signin.user.admin",
  ]

  public init(
    domain: String,
    scopes: [String] = Self.defaultScopes,
    redirectURIs: [String] = [],
    signOutURIs: [String] = []
  ) {
    self.domain = domain
    self.scopes = scopes
    self.redirectURIs = redirectURIs
    self.signOutURIs = signOutURIs
  }
}
