/// The claims of a token in the token's own order (RFC 7519 section 4), decoded and not verified.
///
/// Typed accessors give nil both for a claim that is absent and for one of the wrong type; the raw
/// value is in `members` in either case.
public struct Claims: Equatable, Sendable {
  private let object: JSONObject

  package init(_ object: JSONObject) {
    self.object = object
  }

  public var members: [JSONObject.Member] { object.members }

  /// The raw value of a claim by its name.
  public subscript(name: String) -> JSONValue? { object[name] }

  private func text(_ name: String) -> String? { object[name]?.text }

  private func date(_ name: String) -> NumericDate? {
    if let seconds = object.plainInteger(name) { return NumericDate(wholeSeconds: seconds) }
    guard case .number(let number)? = object[name] else { return nil }
    return NumericDate(number)
  }
}

/// The registered claims of RFC 7519 section 4.1.
extension Claims {
  public var iss: String? { text("iss") }
  public var sub: String? { text("sub") }
  /// The audiences; a single string is an array of one.
  public var aud: [String]? { text("aud").map { [$0] } ?? object["aud"]?.texts }
  public var exp: NumericDate? { date("exp") }
  public var nbf: NumericDate? { date("nbf") }
  public var iat: NumericDate? { date("iat") }
  public var jti: String? { text("jti") }
}

/// The claims of OpenID Connect Core sections 2 and 5.1 that Cognito issues.
extension Claims {
  public var authTime: NumericDate? { date("auth_time") }
  public var scopes: [String]? { text("scope")?.split(separator: " ").map(String.init) }
  public var nickname: String? { text("nickname") }
  public var email: String? { text("email") }
  /// Cognito writes a boolean; stand-ins write the word.
  public var emailVerified: Bool? {
    switch object["email_verified"] {
    case .bool(let value): value
    case .string("true"): true
    case .string("false"): false
    default: nil
    }
  }
}

/// Cognito's own claims (AWS: "Understanding the access token", "Understanding the ID token").
extension Claims {
  public var clientID: String? { text("client_id") }
  /// Shared by every token that descends from one sign-in.
  public var originJTI: String? { text("origin_jti") }
  public var eventID: String? { text("event_id") }
  public var tokenUse: String? { text("token_use") }
  /// The user name as the access token has it.
  public var username: String? { text("username") }
  /// The user name as the ID token has it.
  public var cognitoUsername: String? { text("cognito:username") }
  public var groups: [String]? { object["cognito:groups"]?.texts }
  public var deviceKey: String? { text("device_key") }
  /// The developer's own attributes, always strings.
  public var customAttributes: [JSONObject.Member] {
    members.filter { $0.name.hasPrefix("custom:") }
  }
}
