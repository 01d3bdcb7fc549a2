/// A key of Amplify's storage scheme, taken apart (Amplify JavaScript v6,
/// `auth/src/providers/cognito/tokenProvider/TokenStore.ts`).
///
/// Token keys have the shape `CognitoIdentityServiceProvider.<clientId>.<username>.<name>`; a user
/// name may contain dots, a client id and a name do not.
public enum AmplifyKey: Hashable, Sendable {
  /// One item of one user's token set.
  case tokenSet(clientID: String, username: String, name: Name)
  /// The pointer: which user the app itself would see.
  case lastAuthUser(clientID: String)
  /// What a browser sign-in leaves for a client, whoever the user is.
  case oauth(clientID: String, name: OAuthName)

  /// The last segment of a browser sign-in's keys (Amplify JavaScript v6,
  /// `signInWithRedirectStore.ts`), which Amplify keeps in its default storage whatever storage the
  /// tokens are in.
  public enum OAuthName: String, Sendable, CaseIterable {
    /// `true` while a browser is away.
    case inflightOAuth
    case oauthState, oauthPKCE
    /// `true,<private session>` after a sign-in.
    case oauthSignIn

    /// What the end of a sign-in removes.
    public static let inFlight: [OAuthName] = [.inflightOAuth, .oauthState, .oauthPKCE]
  }

  /// The last segment of a token set's keys.
  public enum Name: String, Sendable, CaseIterable {
    case accessToken, idToken, refreshToken, clockDrift, signInDetails, oauthMetadata
    case deviceKey, deviceGroupKey, randomPasswordKey
    /// Version 5's cache of GetUser's answer; version 6 neither writes nor removes it.
    case userData

    /// What Amplify's `clearTokens` removes at sign-out; device keys stay.
    public static let clearedAtSignOut: [Name] = [
      .accessToken, .idToken, .refreshToken, .clockDrift, .signInDetails, .oauthMetadata,
    ]

    /// What outlives a sign-out so that the device is still known at the next sign-in.
    public static let device: [Name] = [.deviceKey, .deviceGroupKey, .randomPasswordKey]
  }

  /// What every key of the scheme begins with.
  public static let prefix = "CognitoIdentityServiceProvider."
  private static let pointerName = "LastAuthUser"

  /// The key that a text is, nil for a text outside the scheme.
  public init?(_ text: String) {
    // By bytes: a user name that begins with a combining mark would hide the dot before it.
    let bytes = text.utf8
    let dot = UInt8(ascii: ".")
    guard bytes.starts(with: Self.prefix.utf8) else { return nil }
    let rest = bytes.dropFirst(Self.prefix.utf8.count)
    guard let clientEnd = rest.firstIndex(of: dot) else { return nil }
    let clientID = String(text[rest.startIndex..<clientEnd])
    let tail = rest[rest.index(after: clientEnd)...]
    if tail.elementsEqual(Self.pointerName.utf8) {
      self = .lastAuthUser(clientID: clientID)
      return
    }
    if !tail.contains(dot), let name = OAuthName(rawValue: String(text[tail.startIndex...])) {
      self = .oauth(clientID: clientID, name: name)
      return
    }
    guard let nameStart = tail.lastIndex(of: dot),
      let name = Name(rawValue: String(text[tail.index(after: nameStart)...]))
    else { return nil }
    let username = String(text[tail.startIndex..<nameStart])
    self = .tokenSet(clientID: clientID, username: username, name: name)
  }

  /// The key as Amplify writes it.
  public var text: String {
    switch self {
    case .tokenSet(let clientID, let username, let name):
      "\(Self.prefix)\(clientID).\(username).\(name.rawValue)"
    case .lastAuthUser(let clientID):
      "\(Self.prefix)\(clientID).\(Self.pointerName)"
    case .oauth(let clientID, let name):
      "\(Self.prefix)\(clientID).\(name.rawValue)"
    }
  }
}
