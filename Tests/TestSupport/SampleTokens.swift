package import AuthCore

/// Token sets that decode; their signatures are nobody's.
package struct SampleTokens: Sendable {
  package var sub = "sub-alice"
  package var username = "alice"
  package var clientID = "client1"
  package var issuer: String? = "http://127.0.0.1:1/us-east-1_Demo"
  package var iat: Int64? = 1_772_510_000
  package var lifetime: Int64 = 3600
  /// When the user signed in; nil for the moment of the tokens.
  package var authTime: Int64?
  package var originJTI: String? = "family-1"
  package var jti: String?
  package var scope = "aws.cognito.signin.user.admin"
  package var refresh: String? = "h.k.i.c.refresh-1"
  package var drift: String? = "0"

  package init(_ change: (inout SampleTokens) -> Void = { _ in }) {
    change(&self)
  }

  package var access: String {
    Self.token(
      common("access") + [
        ("client_id", JSONText.string(clientID)), ("scope", JSONText.string(scope)),
        ("username", JSONText.string(username)),
      ]
    )
  }

  package var id: String {
    Self.token(
      common("id") + [
        ("aud", JSONText.string(clientID)), ("cognito:username", JSONText.string(username)),
        ("email", "\"alice@example.com\""),
      ]
    )
  }

  private func common(_ use: String) -> [(String, String)] {
    var members = [("sub", JSONText.string(sub)), ("token_use", "\"\(use)\"")]
    if let issuer { members.append(("iss", JSONText.string(issuer))) }
    if let originJTI { members.append(("origin_jti", JSONText.string(originJTI))) }
    if let jti { members.append(("jti", JSONText.string(jti))) }
    if let iat { members += [("iat", "\(iat)"), ("auth_time", "\(authTime ?? iat)")] }
    members.append(("exp", "\((iat ?? 1_772_510_000) + lifetime)"))
    return members
  }

  /// A signed token whose signature proves nothing.
  package static func token(_ members: [(String, String)]) -> String {
    let payload =
      "{" + members.map { "\(JSONText.string($0.0)):\($0.1)" }.joined(separator: ",")
      + "}"
    let parts = [#"{"alg":"RS256","kid":"k"}"#, payload, "nobody"]
    return parts.map { Base64URL.encode($0.utf8) }.joined(separator: ".")
  }

  /// What Amplify stores for this token set, without the pointer.
  package var items: [String: String] {
    var items: [AmplifyKey.Name: String] = [.accessToken: access, .idToken: id]
    items[.refreshToken] = refresh
    items[.clockDrift] = drift
    return Dictionary(
      uniqueKeysWithValues: items.map { name, value in (key(name), value) }
    )
  }

  package var pointer: [String: String] {
    [AmplifyKey.lastAuthUser(clientID: clientID).text: username]
  }

  package func key(_ name: AmplifyKey.Name) -> String {
    AmplifyKey.tokenSet(clientID: clientID, username: username, name: name).text
  }

  /// What a pool answers with this token set.
  package var answer: AuthenticationAnswer {
    AuthenticationAnswer(
      authenticationResult: AuthenticationResult(
        accessToken: access,
        idToken: id,
        refreshToken: refresh,
        expiresIn: Int(lifetime)
      )
    )
  }
}
