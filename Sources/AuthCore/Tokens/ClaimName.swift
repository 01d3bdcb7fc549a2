/// What a claim means, in a few words, and whether it tells something about a person.
public enum ClaimName {
  /// A short explanation of a standard claim, nil for one that no standard or service defines.
  public static func meaning(of name: String) -> String? {
    if name.hasPrefix("custom:") { return "the developer's own attribute" }
    return meanings[name]
  }

  /// Whether the claim holds personal data, to be masked until it is asked for
  /// (OpenID Connect Core section 5.1, Cognito's custom attributes).
  public static func isPersonal(_ name: String) -> Bool {
    name.hasPrefix("custom:") || personal.contains(name)
  }

  /// What stands for personal data that nobody asked to see; it says nothing of the length.
  public static let mask = "••••••••"

  /// The claims that hold a moment (RFC 7519 section 2, NumericDate).
  public static func isDate(_ name: String) -> Bool {
    dates.contains(name)
  }

  private static let dates: Set<String> = ["exp", "iat", "nbf", "auth_time", "updated_at"]

  private static let personal: Set<String> = [
    "address", "birthdate", "email", "family_name", "gender", "given_name", "identities",
    "middle_name", "name", "nickname", "phone_number", "picture", "preferred_username", "profile",
    "website",
  ]

  private static let meanings: [String: String] = [
    "acr": "how strongly the user signed in",
    "address": "the user's postal address",
    "amr": "by which factors the user signed in",
    "at_hash": "ties this ID token to its access token",
    "aud": "the app client it is for",
    "auth_time": "when the user signed in; a refresh keeps it",
    "azp": "the client it was issued to",
    "birthdate": "the user's birthday",
    "c_hash": "ties this ID token to its authorization code",
    "client_id": "the app client it was issued to",
    "cognito:groups": "the user's groups, by precedence",
    "cognito:preferred_role": "the IAM role of the first group",
    "cognito:roles": "IAM roles of the user's groups",
    "cognito:username": "the user name in the pool",
    "device_key": "the remembered device",
    "email": "the user's address",
    "email_verified": "whether the address was proved",
    "event_id": "the sign-in event in the pool's log",
    "exp": "no longer valid from this moment on",
    "family_name": "the user's last name",
    "gender": "the user's gender",
    "given_name": "the user's first name",
    "iat": "when this token was issued",
    "identities": "links to external providers",
    "iss": "the user pool that issued it",
    "jti": "this token's own id",
    "locale": "the user's language and region",
    "middle_name": "the user's middle names",
    "name": "the user's full name",
    "nbf": "not valid before this moment",
    "nickname": "what friends call the user",
    "nonce": "ties it to one sign-in request",
    "origin_jti": "its family: all tokens of one sign-in",
    "phone_number": "the user's telephone",
    "phone_number_verified": "whether the number was proved",
    "picture": "the address of the user's picture",
    "preferred_username": "how the user wants to be called",
    "profile": "the address of the user's page",
    "s_hash": "ties this ID token to the request's state",
    "scope": "what it may be used for",
    "sid": "the session at the issuer",
    "sub": "the user, for good",
    "token_use": "which kind of token it is",
    "updated_at": "when the user's data last changed",
    "username": "the user name in the pool",
    "version": "the token's format",
    "website": "the user's own site",
    "zoneinfo": "the user's time zone",
  ]
}
