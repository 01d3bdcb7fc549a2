extension SignInFlow {
  /// A stored device that can prove itself; one whose verifier the pool did not take cannot.
  func device(of username: String) -> DeviceMetadata? {
    guard let device = devices[username] ?? nil, device.randomPassword != nil else { return nil }
    return device
  }

  /// The tokens are there; a device that is new to the pool is confirmed before they are stored.
  mutating func arrived(_ result: AuthenticationResult) -> Action {
    guard let metadata = result.newDeviceMetadata, let accessToken = result.accessToken,
      let (device, verifier) = DeviceMetadata.confirmed(metadata, using: &random)
    else { return finish(result, device: nil) }
    step = .confirming(result, device)
    return .send(
      .confirmDevice(
        ConfirmDeviceRequest(
          accessToken: accessToken,
          deviceKey: device.deviceKey,
          deviceName: "authtop",
          deviceSecretVerifierConfig: verifier
        )
      )
    )
  }

  mutating func finish(
    _ result: AuthenticationResult,
    device: DeviceMetadata?,
    offersToRemember: Bool = false
  ) -> Action {
    step = .idle
    return .finish(
      SignedInUser(
        result: result,
        username: storedUsername,
        loginID: loginID,
        device: device,
        offersToRemember: offersToRemember
      )
    )
  }

  /// What an error leads to: most are the person's to see.
  ///
  /// Tokens are not lost because their device could not be confirmed: a refresh needs its key, so
  /// that is kept, and Amplify drops it. A device that the pool forgot is dropped, and the sign-in
  /// begins again without it, as Amplify's does.
  mutating func failed(_ error: UserPoolError) -> Action {
    if case .confirming(let result, let device) = step {
      return finish(result, device: device.unconfirmed)
    }
    if case .refused("ResourceNotFoundException", let message, _, _) = error,
      message.contains("Device does not exist"),
      let (name, found) = devices.first(where: { $0.value?.randomPassword != nil }),
      let device = found
    {
      devices[name] = .some(nil)
      return .dropDevice(device, username: name)
    }
    return .fail(error)
  }

  /// The answer to DEVICE_SRP_AUTH.
  mutating func deviceKey(_ posed: Posed) throws(SignInError) -> RespondToAuthChallengeRequest {
    guard device(of: poolUsername) != nil else { throw .unknownDevice }
    let srp = SRPClient(using: &random)
    deviceSRP = srp
    return response(posed, ["SRP_A": srp.publicKey.hex], namesDevice: true)
  }

  /// The answer to DEVICE_PASSWORD_VERIFIER: SRP with the group in the pool's place and the device
  /// in the user's.
  func deviceProof(
    _ parameters: ChallengeParameters,
    _ posed: Posed,
    at now: NumericDate
  ) throws(SignInError) -> RespondToAuthChallengeRequest {
    guard let device = device(of: poolUsername), let password = device.randomPassword,
      let deviceSRP
    else { throw .unknownDevice }
    let claim = try PasswordClaim(
      parameters,
      srp: deviceSRP,
      identity: SRPIdentity(poolName: device.deviceGroupKey, userID: device.deviceKey),
      password: password,
      at: now
    )
    return response(posed, claim.responses, namesDevice: true)
  }
}
