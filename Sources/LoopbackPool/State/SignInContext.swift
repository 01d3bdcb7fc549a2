import AuthCore

/// What a sign-in under way has said so far; it goes from challenge to challenge.
struct SignInContext: Sendable {
  /// The user's name, also when there is no such user.
  let username: String
  let client: AppClient
  /// DEVICE_KEY, when the client sent one.
  var deviceKey: String?
  /// CUSTOM_AUTH: the custom challenge comes after the password's proof.
  var isCustom = false
  /// Typed on managed login's page: tokens come later, for a code.
  var isBrowser = false
}
