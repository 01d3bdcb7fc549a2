import AuthCore

/// Where an issuer's endpoints are; nil for one that it does not have.
struct OAuthAddresses: Equatable, Sendable {
  var authorize: String?
  var token: String?
  var revoke: String?
  var userInfo: String?
  var logout: String?
  var keySet: String?

  /// Managed login's, beneath its domain (AWS: the pages about each endpoint).
  init(domain: String) {
    authorize = domain + "/oauth2/authorize"
    token = domain + "/oauth2/token"
    revoke = domain + "/oauth2/revoke"
    userInfo = domain + "/oauth2/userInfo"
    logout = domain + "/logout"
  }

  /// Those of a discovery document (OpenID Connect Discovery 1.0 section 3), which must name the
  /// issuer that was asked, byte by byte (section 4.3), and addresses that may be spoken to.
  init(document: [UInt8], issuer: String) throws(UserPoolError) {
    guard let value = try? JSONParser.parse(document), value.duplicateNames.isEmpty,
      case .object(let object) = value.value
    else { throw .unreadable(status: 200, reason: "no discovery document") }
    guard let named = object["issuer"]?.text, named.utf8.elementsEqual(issuer.utf8) else {
      throw .unreadable(status: 200, reason: "a discovery document of another issuer")
    }
    authorize = try Self.address("authorization_endpoint", object)
    token = try Self.address("token_endpoint", object)
    revoke = try Self.address("revocation_endpoint", object)
    userInfo = try Self.address("userinfo_endpoint", object)
    logout = try Self.address("end_session_endpoint", object)
    keySet = try Self.address("jwks_uri", object)
  }

  private static func address(
    _ name: String,
    _ object: JSONObject
  ) throws(UserPoolError) -> String? {
    guard let address = object[name]?.text else { return nil }
    // A query is the endpoint's own affair, a fragment none (RFC 6749 section 3.1); a browser or a
    // terminal would act on some of the characters that no address has.
    guard case .success(let usable) = Endpoint.address(address) else {
      throw .unreadable(
        status: 200,
        reason: "a discovery document whose \(name) is no HTTPS address"
      )
    }
    return usable
  }
}
