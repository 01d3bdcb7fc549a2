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
    guard text.hasPrefix(Self.prefix) else { return nil }
    let rest = text.dropFirst(Self.prefix.count)
    guard let clientEnd = rest.firstIndex(of: ".") else { return nil }
    let clientID = String(rest[..<clientEnd])
    let tail = rest[rest.index(after: clientEnd)...]
    if tail == Self.pointerName {
      self = .lastAuthUser(clientID: clientID)
      return
    }
    guard let nameStart = tail.lastIndex(of: "."),
      let name = Name(rawValue: String(tail[tail.index(after: nameStart)...]))
    else { return nil }
    self = .tokenSet(clientID: clientID, username: String(tail[..<nameStart]), name: name)
  }

  /// The key as Amplify writes it.
  public var text: String {
    switch self {
    case .tokenSet(let clientID, let username, let name):
      "\(Self.prefix)\(clientID).\(username).\(name.rawValue)"
    case .lastAuthUser(let clientID):
      "\(Self.prefix)\(clientID).\(Self.pointerName)"
    }
  }
}
