import AuthCore
import Crypto

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
      ("scope", .string(family.grant?.scopes.joined(separator: " ") ?? Self.scope)),
      ("auth_time", .integer(family.authTime.seconds)),
      ("exp", .integer(issuedAt.seconds + client.accessLifetime)),
      ("iat", .integer(issuedAt.seconds)),
    ]
    claims += tokenID(jti)
    return claims + [("username", .string(user.username))]
  }

  /// `accessToken` is the one that goes with it.
  func id(jti: String, accessToken: String) -> [(String, JSONValue)] {
    var claims: [(String, JSONValue)] = []
    if family.grant != nil { claims.append(("at_hash", .string(Self.hash(of: accessToken)))) }
    claims.append(("sub", .string(user.sub)))
    claims += groups
    claims += verified("email") + verified("phone_number")
    claims += [("iss", .string(issuer)), ("cognito:username", .string(user.username))]
    claims += originID
    if let nonce = family.grant?.nonce { claims.append(("nonce", .string(nonce))) }
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

  /// `at_hash`: the left half of the SHA-256 (OpenID Connect Core section 3.1.3.6).
  private static func hash(of accessToken: String) -> String {
    Base64URL.encode(Array(SHA256.hash(data: Array(accessToken.utf8)).prefix(16)))
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
    "at_hash", "aud", "nonce", "auth_time", "email_verified", "event_id", "exp", "iat", "iss",
    "jti", "origin_jti",
    "phone_number_verified", "sub", "token_use",
  ]
}
