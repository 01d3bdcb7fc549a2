import FoundationEssentials

/// A device that a pool knows, as Amplify stores it beside a user's tokens; its password does not
/// print itself.
public struct DeviceMetadata: Equatable, Sendable, Unprinted {
  public let deviceKey: String
  public let deviceGroupKey: String
  /// The device's own password; nil when the pool did not take its verifier.
  public let randomPassword: String?

  public init(deviceKey: String, deviceGroupKey: String, randomPassword: String?) {
    self.deviceKey = deviceKey
    self.deviceGroupKey = deviceGroupKey
    self.randomPassword = randomPassword
  }

  /// A device that the pool named, with a new password of 40 random bytes in base64, and what
  /// ConfirmDevice is told of it: a salt of 16 random bytes and the password's verifier.
  static func confirmed(
    _ metadata: NewDeviceMetadata,
    using random: inout some RandomNumberGenerator
  ) -> (device: DeviceMetadata, verifier: DeviceSecretVerifier)? {
    guard let key = metadata.deviceKey, let group = metadata.deviceGroupKey else { return nil }
    let password = Data(bytes(40, using: &random)).base64EncodedString()
    let salt = BigInteger(bytes(16, using: &random))
    let verifier = SRPIdentity(poolName: group, userID: key).verifier(
      salt: salt,
      password: password
    )
    return (
      DeviceMetadata(deviceKey: key, deviceGroupKey: group, randomPassword: password),
      DeviceSecretVerifier(
        passwordVerifier: Data(verifier.padded).base64EncodedString(),
        salt: Data(salt.padded).base64EncodedString()
      )
    )
  }

  private static func bytes(
    _ count: Int,
    using random: inout some RandomNumberGenerator
  ) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }

  /// The device without its password: enough for a refresh, which must carry the key, and not for
  /// a sign-in.
  var unconfirmed: DeviceMetadata {
    DeviceMetadata(deviceKey: deviceKey, deviceGroupKey: deviceGroupKey, randomPassword: nil)
  }
}
