import AuthCore

/// The claims of Cognito's access and ID tokens, in the order Cognito writes them.
struct TokenClaims {
  let user: PoolUser
  let client: AppClient
  let family: TokenFamily
  let issuer: String
  let issuedAt: NumericDate

  /// The scope of every token that was given by the API and not by a browser sign-in.
  static let scope = "aws.cognito.signin.user.admin"

  func access(jti: String) -> [(String, JSONValue)] {
    var claims: [(String, JSONValue)] = [("sub", .string(user.sub))]
    if let key = family.deviceKey { claims.append(("device_key", .string(key))) }
    claims += groups
    claims += [("iss", .string(issuer)), ("client_id", .string(client.id))]
    claims += originID
    claims += [
      ("event_id", .string(family.eventID)),
      ("token_use", .string("access")),
      ("scope", .string(Self.scope)),
      ("auth_time", .integer(family.authTime.seconds)),
      ("exp", .integer(issuedAt.seconds + client.accessLifetime)),
      ("iat", .integer(issuedAt.seconds)),
    ]
    claims += tokenID(jti)
    return claims + [("username", .string(user.username))]
  }

  func id(jti: String) -> [(String, JSONValue)] {
    var claims: [(String, JSONValue)] = [("sub", .string(user.sub))]
    claims += groups
    claims += verified("email") + verified("phone_number")
    claims += [("iss", .string(issuer)), ("cognito:username", .string(user.username))]
    claims += originID
    claims += [
      ("aud", .string(client.id)),
      ("event_id", .string(family.eventID)),
      ("token_use", .string("id")),
      ("auth_time", .integer(family.authTime.seconds)),
    ]
    claims += attributes
    claims += [
      ("exp", .integer(issuedAt.seconds + client.idLifetime)),
      ("iat", .integer(issuedAt.seconds)),
    ]
    return claims + tokenID(jti)
  }

  private var groups: [(String, JSONValue)] {
    user.groups.isEmpty ? [] : [("cognito:groups", .array(user.groups.map(JSONValue.string)))]
  }

  private var originID: [(String, JSONValue)] {
    client.issuesTokenIDs ? [("origin_jti", .string(family.id))] : []
  }

  private func tokenID(_ jti: String) -> [(String, JSONValue)] {
    client.issuesTokenIDs ? [("jti", .string(jti))] : []
  }

  /// A boolean beside the address it is about, though the pool stores a text.
  private func verified(_ name: String) -> [(String, JSONValue)] {
    guard user.attributes[name] != nil else { return [] }
    return [("\(name)_verified", .bool(user.attributes["\(name)_verified"] == "true"))]
  }

  /// Every other attribute as a text, a custom one too; none may pose as a claim of the pool.
  private var attributes: [(String, JSONValue)] {
    user.attributes.filter { !Self.reserved.contains($0.key) && !$0.key.hasPrefix("cognito:") }
      .sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }
  }

  private static let reserved: Set<String> = [
    "aud", "auth_time", "email_verified", "event_id", "exp", "iat", "iss", "jti", "origin_jti",
    "phone_number_verified", "sub", "token_use",
  ]
}
