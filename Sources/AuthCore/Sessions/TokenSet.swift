/// The tokens of one user in one app client as Amplify keeps them, with what belongs to them.
public struct TokenSet: Equatable, Sendable {
  public var accessToken: TokenText
  /// Absent for an OAuth sign-in without the scope `openid`.
  public var idToken: TokenText?
  /// Absent for an implicit grant.
  public var refreshToken: TokenText?
  /// Milliseconds the issuer's clock is ahead (Amplify v6: `iat * 1000 - now`).
  public var clockDrift: Int64
  /// Amplify's JSON `{"loginId":…,"authFlowType":…}`, kept as it was written.
  public var signInDetails: String?

  public init(
    accessToken: TokenText,
    idToken: TokenText?,
    refreshToken: TokenText?,
    clockDrift: Int64,
    signInDetails: String?
  ) {
    self.accessToken = accessToken
    self.idToken = idToken
    self.refreshToken = refreshToken
    self.clockDrift = clockDrift
    self.signInDetails = signInDetails
  }

  /// The writes of Amplify's `storeTokens`, in its order: the pointer first, the drift last, and
  /// the keys of absent items removed; a device's keys only when there is a new one.
  package func changes(
    clientID: String,
    username: String,
    device: DeviceMetadata? = nil
  ) -> [StorageChange] {
    func key(_ name: AmplifyKey.Name) -> String {
      AmplifyKey.tokenSet(clientID: clientID, username: username, name: name).text
    }
    func change(_ name: AmplifyKey.Name, _ value: String?) -> StorageChange {
      value.map { .set(key: key(name), value: $0) } ?? .remove(key: key(name))
    }
    return [
      .set(key: AmplifyKey.lastAuthUser(clientID: clientID).text, value: username),
      change(.accessToken, accessToken.reveal()),
      change(.idToken, idToken?.reveal()),
      change(.refreshToken, refreshToken?.reveal()),
    ] + deviceChanges(device, change) + [
      change(.signInDetails, signInDetails),
      change(.clockDrift, String(clockDrift)),
    ]
  }

  private func deviceChanges(
    _ device: DeviceMetadata?,
    _ change: (AmplifyKey.Name, String?) -> StorageChange
  ) -> [StorageChange] {
    guard let device else { return [] }
    return [
      change(.deviceKey, device.deviceKey),
      change(.deviceGroupKey, device.deviceGroupKey),
      change(.randomPasswordKey, device.randomPassword),
    ]
  }
}
