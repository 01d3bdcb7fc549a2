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
  /// An address for codes that is set up with the first code sent to it, and not before.
  var newAddress: String?
  /// Typed on managed login's page: tokens come later, for a code.
  var isBrowser = false
}
