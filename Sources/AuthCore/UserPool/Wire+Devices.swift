/// ConfirmDevice: gives the pool the verifier of a device's own password.
public struct ConfirmDeviceRequest: Codable, Equatable, Sendable, Unprinted {
  public var accessToken: String
  public var deviceKey: String
  public var deviceName: String?
  public var deviceSecretVerifierConfig: DeviceSecretVerifier?

  public init(
    accessToken: String,
    deviceKey: String,
    deviceName: String? = nil,
    deviceSecretVerifierConfig: DeviceSecretVerifier?
  ) {
    self.accessToken = accessToken
    self.deviceKey = deviceKey
    self.deviceName = deviceName
    self.deviceSecretVerifierConfig = deviceSecretVerifierConfig
  }

  enum CodingKeys: String, CodingKey {
    case accessToken = "AccessToken"
    case deviceKey = "DeviceKey"
    case deviceName = "DeviceName"
    case deviceSecretVerifierConfig = "DeviceSecretVerifierConfig"
  }
}

/// DeviceSecretVerifierConfigType: both in base64, of bytes padded as SRP pads numbers.
public struct DeviceSecretVerifier: Codable, Equatable, Sendable, Unprinted {
  public var passwordVerifier: String?
  public var salt: String?

  public init(passwordVerifier: String?, salt: String?) {
    self.passwordVerifier = passwordVerifier
    self.salt = salt
  }

  enum CodingKeys: String, CodingKey {
    case passwordVerifier = "PasswordVerifier"
    case salt = "Salt"
  }
}

/// The answer of ConfirmDevice.
public struct ConfirmDeviceAnswer: Codable, Equatable, Sendable {
  /// Whether the person decides if the device is remembered; otherwise the pool has done so.
  public var userConfirmationNecessary: Bool?

  public init(userConfirmationNecessary: Bool?) {
    self.userConfirmationNecessary = userConfirmationNecessary
  }

  enum CodingKeys: String, CodingKey {
    case userConfirmationNecessary = "UserConfirmationNecessary"
  }
}

/// UpdateDeviceStatus: the person's word on whether a device is remembered.
public struct UpdateDeviceStatusRequest: Codable, Equatable, Sendable, Unprinted {
  public var accessToken: String
  public var deviceKey: String
  /// `remembered` or `not_remembered`.
  public var deviceRememberedStatus: String?

  public init(accessToken: String, deviceKey: String, deviceRememberedStatus: String?) {
    self.accessToken = accessToken
    self.deviceKey = deviceKey
    self.deviceRememberedStatus = deviceRememberedStatus
  }

  enum CodingKeys: String, CodingKey {
    case accessToken = "AccessToken"
    case deviceKey = "DeviceKey"
    case deviceRememberedStatus = "DeviceRememberedStatus"
  }
}

/// ForgetDevice and GetDevice: a device by its key.
public struct DeviceRequest: Codable, Equatable, Sendable, Unprinted {
  public var accessToken: String
  public var deviceKey: String

  public init(accessToken: String, deviceKey: String) {
    self.accessToken = accessToken
    self.deviceKey = deviceKey
  }

  enum CodingKeys: String, CodingKey {
    case accessToken = "AccessToken"
    case deviceKey = "DeviceKey"
  }
}
