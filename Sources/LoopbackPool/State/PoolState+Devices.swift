import AuthCore
import FoundationEssentials

extension PoolState {
  /// A device that the pool knows as this user's.
  func device(_ key: String?, of user: PoolUser) throws(PoolRefusal) -> PoolDevice {
    guard let key, let device = devices[key], device.username == user.username else {
      throw .unknownDevice
    }
    return device
  }

  /// Who decides about a user's devices, nil when they are not tracked.
  func tracking(of user: PoolUser) -> DeviceTracking? { user.devices ?? configuration.devices }

  /// The device of a sign-in: the one that the client named, else a new one where devices are
  /// tracked.
  mutating func deviceKey(
    of user: PoolUser,
    _ context: SignInContext,
    at now: NumericDate
  ) throws(PoolRefusal) -> (key: String?, new: NewDeviceMetadata?) {
    guard tracking(of: user) != nil else { return (nil, nil) }
    if let key = context.deviceKey { return (try device(key, of: user).key, nil) }
    if devices.count >= PoolDevice.limit { forgetOldestDevices() }
    let region = configuration.poolID.prefix { $0 != "_" }
    let device = PoolDevice(
      key: "\(region)_\(RandomText.uuid(using: &random))",
      groupKey: "-" + RandomText.letters(8, using: &random),
      username: user.username,
      createdAt: now
    )
    devices[device.key] = device
    return (
      device.key, NewDeviceMetadata(deviceKey: device.key, deviceGroupKey: device.groupKey)
    )
  }

  mutating func confirmDevice(
    _ request: ConfirmDeviceRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> ConfirmDeviceAnswer {
    let user = try bearer(of: request.accessToken, at: now)
    var device = try device(request.deviceKey, of: user)
    guard let salt = Self.number(request.deviceSecretVerifierConfig?.salt),
      let verifier = Self.number(request.deviceSecretVerifierConfig?.passwordVerifier)
    else { throw .invalidParameter("Invalid device secret verifier configuration") }
    let tracking = tracking(of: user)
    device.name = request.deviceName
    device.proof = (salt, verifier)
    device.isRemembered = tracking == .always
    devices[device.key] = device
    return ConfirmDeviceAnswer(userConfirmationNecessary: tracking == .prompt)
  }

  private static func number(_ base64: String?) -> BigInteger? {
    guard let base64, let data = Data(base64Encoded: base64), !data.isEmpty else { return nil }
    return BigInteger(data)
  }

  mutating func updateDeviceStatus(
    _ request: UpdateDeviceStatusRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> EmptyAnswer {
    let user = try bearer(of: request.accessToken, at: now)
    let device = try device(request.deviceKey, of: user)
    guard device.proof != nil else { throw .invalidParameter("Device is not confirmed") }
    switch request.deviceRememberedStatus {
    case "remembered": devices[device.key]?.isRemembered = true
    case "not_remembered": devices[device.key]?.isRemembered = false
    default: throw .invalidParameter("Invalid device remembered status")
    }
    return EmptyAnswer()
  }

  /// Ends the device and, with it, the refresh tokens that need its key.
  mutating func forgetDevice(
    _ request: DeviceRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> EmptyAnswer {
    let user = try bearer(of: request.accessToken, at: now)
    devices[try device(request.deviceKey, of: user).key] = nil
    return EmptyAnswer()
  }

  /// Answers DEVICE_SRP_AUTH's key with the device's own verifier challenge.
  mutating func offerDeviceProof(
    _ responses: [String: String],
    _ context: SignInContext,
    at now: NumericDate
  ) throws(PoolRefusal) -> AuthenticationAnswer {
    guard let user = users[context.username] else { throw .userNotFound }
    let device = try device(context.deviceKey, of: user)
    guard let proof = device.proof else { throw .unknownDevice }
    let clientKey = try Self.clientKey(try required("SRP_A", responses))
    let server = newServer(proof.verifier)
    let secretBlock = RandomText.base64(512, using: &random)
    let challenge = pose(
      .devicePasswordVerifier(server, client: clientKey, secretBlock: secretBlock),
      context,
      at: now
    )
    return AuthenticationAnswer(
      challengeName: .devicePasswordVerifier,
      challengeParameters: [
        "SALT": proof.salt.hex, "SECRET_BLOCK": secretBlock, "SRP_B": server.publicKey.hex,
        "USERNAME": user.username, "DEVICE_KEY": device.key,
      ],
      session: challenge.session
    )
  }
}
