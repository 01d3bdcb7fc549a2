/// The OAuth endpoints of one app client: managed login's, or those that an issuer's discovery
/// document names.
///
/// An error that the endpoint names, such as `invalid_grant`, is a `UserPoolError.refused` by that
/// name. Requests carry the client's secret by themselves where it has one.
public struct OAuthEndpoints: Sendable {
  /// The address to open in a browser.
  public var authorizeURL: @Sendable (AuthorizationRequest) async throws(UserPoolError) -> String
  public var token: UserPool.Operation<OAuthTokenRequest, OAuthTokens>
  /// Ends a refresh token and what came from it (RFC 7009; AWS: revocation-endpoint); unknown
  /// tokens are no error.
  public var revoke: UserPool.Operation<TokenText, EmptyAnswer>
  /// The claims about the user of an access token with the scope `openid`.
  public var userInfo: UserPool.Operation<TokenText, JSONObject>
  /// Where a browser ends its own session, and where it is sent then; nil when there is no such
  /// place.
  public var logoutURL: @Sendable (_ signOutURI: String?) async throws(UserPoolError) -> String?

  public init(
    authorizeURL:
      @escaping @Sendable (AuthorizationRequest) async throws(UserPoolError) -> String,
    token: @escaping UserPool.Operation<OAuthTokenRequest, OAuthTokens>,
    revoke: @escaping UserPool.Operation<TokenText, EmptyAnswer>,
    userInfo: @escaping UserPool.Operation<TokenText, JSONObject>,
    logoutURL:
      @escaping @Sendable (_ signOutURI: String?) async throws(UserPoolError) -> String?
  ) {
    self.authorizeURL = authorizeURL
    self.token = token
    self.revoke = revoke
    self.userInfo = userInfo
    self.logoutURL = logoutURL
  }
}

extension OAuthSettings {
  /// Managed login's logout address (AWS: logout-endpoint); its cookie outlives every token.
  public func logoutURL(clientID: String, signOutURI: String?) -> String {
    var fields = [FormText.Field("client_id", clientID)]
    if let signOutURI { fields.append(FormText.Field("logout_uri", signOutURI)) }
    return "\(domain)/logout?\(FormText.encode(fields))"
  }
}
