extension AmplifyKey.Name {
  /// The item in a sentence.
  public var title: String {
    switch self {
    case .accessToken: "the access token"
    case .idToken: "the ID token"
    case .refreshToken: "the refresh token"
    case .clockDrift: "the clock drift"
    case .signInDetails: "the sign-in details"
    case .oauthMetadata: "the OAuth mark"
    case .deviceKey: "the device key"
    case .deviceGroupKey: "the device group"
    case .randomPasswordKey: "the device password"
    case .userData: "the cached user data"
    }
  }

  /// What Amplify keeps there and when it goes.
  public var meaning: String {
    switch self {
    case .accessToken: "authorises API calls; without it Amplify v6 sees no session"
    case .idToken: "who signed in; without it Amplify v5 sees no session"
    case .refreshToken: "renews the others; opaque"
    case .clockDrift: "how far the issuer's clock is ahead"
    case .signInDetails: "what was typed and by which flow"
    case .oauthMetadata: "signed in by managed login: sign-out visits its logout page"
    case .deviceKey: "the remembered device; stays at sign-out, sent with each refresh"
    case .deviceGroupKey: "the device's group; stays at sign-out"
    case .randomPasswordKey: "the device's password; stays at sign-out"
    case .userData: "version 5's copy of GetUser; version 6 never removes it"
    }
  }
}

/// A key beside the token sets that Amplify keeps too, by its form.
///
/// Source: Amplify JavaScript v6 `signInWithRedirectStore.ts`, `signInStore.ts`,
/// `IdentityIdStore.ts`, and v5 `Auth.ts`, `Credentials.ts`.
public enum AmplifyOtherKey: Equatable, Sendable {
  /// A managed login under way, per client: `inflightOAuth`, `oauthState`, `oauthPKCE`,
  /// `oauthSignIn`.
  case oauth(clientID: String, name: AmplifyKey.OAuthName)
  /// The guest's identity id, per identity pool.
  case identityID(identityPoolID: String)
  /// A sign-in of several steps, for three minutes in one tab.
  case signInState(name: String)
  /// Something that version 5 left.
  case versionFive(name: String)

  private static let leftovers = [
    "amplify-signin-with-hostedUI", "amplify-redirected-from-hosted-ui", "oauth_state",
    "ouath_pkce_key", "amplify-auto-sign-in", "amplify-polling-started",
    "aws-amplify-federatedInfo", "aws.cognito.test-ls",
  ]
  private static let identityPrefix = "com.amplify.Cognito."
  private static let identityEnd = ".identityId"
  private static let oldIdentityPrefix = "CognitoIdentityId-"
  private static let stepPrefix = "CognitoSignInState."

  /// The key that a text is, nil for a text of another kind.
  public init?(_ text: String) {
    if case .oauth(let clientID, let name) = AmplifyKey(text) {
      self = .oauth(clientID: clientID, name: name)
    } else if text.hasPrefix(Self.identityPrefix), text.hasSuffix(Self.identityEnd) {
      let pool = text.dropFirst(Self.identityPrefix.count).dropLast(Self.identityEnd.count)
      self = .identityID(identityPoolID: String(pool))
    } else if text.hasPrefix(Self.oldIdentityPrefix) {
      self = .identityID(identityPoolID: String(text.dropFirst(Self.oldIdentityPrefix.count)))
    } else if text.hasPrefix(Self.stepPrefix) {
      self = .signInState(name: String(text.dropFirst(Self.stepPrefix.count)))
    } else if Self.leftovers.contains(text) {
      self = .versionFive(name: text)
    } else {
      return nil
    }
  }

  /// What the keys of no user begin with.
  static let prefixes = [identityPrefix, oldIdentityPrefix, stepPrefix] + leftovers

  /// A client's keys of managed login.
  static func oauthKeys(clientID: String) -> [String] {
    AmplifyKey.OAuthName.allCases.map { AmplifyKey.oauth(clientID: clientID, name: $0).text }
  }

  /// The kind of item in one word.
  public var name: String {
    switch self {
    case .oauth(_, let name): name.rawValue
    case .signInState(let name), .versionFive(let name): name
    case .identityID: "identityId"
    }
  }

  /// What Amplify keeps there and when it goes.
  public var meaning: String {
    switch self {
    case .oauth(_, .inflightOAuth): "a managed login began and did not end: an app waits for it"
    case .oauth(_, .oauthState): "the state of a managed login under way"
    case .oauth(_, .oauthPKCE): "the code verifier of a managed login under way"
    case .oauth: "signed in by managed login; sign-out reads and removes it"
    case .identityID: "the guest's identity id; an identity pool's, stays at sign-out"
    case .signInState: "a sign-in of several steps, good for three minutes in one tab"
    case .versionFive: "left by version 5; version 6 reads or ignores it"
    }
  }

  /// Whether its value is a secret.
  public var isSecret: Bool {
    switch self {
    case .oauth(_, .oauthPKCE), .oauth(_, .oauthState), .signInState("signInSession"): true
    case .versionFive("oauth_state"), .versionFive("ouath_pkce_key"),
      .versionFive("aws-amplify-federatedInfo"):
      true
    default: false
    }
  }
}
