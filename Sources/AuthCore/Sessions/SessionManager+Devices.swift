extension SessionManager {
  /// Tells the pool that the device a session was signed in on is to be remembered.
  public nonisolated func rememberDevice(_ id: SessionID) async throws(SessionError) {
    let stored = try await stored(id)
    guard let accessToken = stored.token(.access), let deviceKey = stored[.deviceKey] else {
      throw .signIn(.unknownDevice)
    }
    let pool = pools.userPool(try configuration(of: stored))
    let request = UpdateDeviceStatusRequest(
      accessToken: accessToken.reveal(),
      deviceKey: deviceKey,
      deviceRememberedStatus: "remembered"
    )
    do {
      _ = try await pool.updateDeviceStatus(request)
    } catch {
      throw .pool(error)
    }
  }

  /// The device keys that the attempt's backend holds for a user name.
  ///
  /// A backend that cannot be read holds none: the sign-in will say so when it stores the tokens.
  nonisolated func device(of username: String, _ attempt: SignInAttempt) async -> DeviceMetadata? {
    let clientID = attempt.pool.clientID
    let stored = try? await using(attempt.backend) {
      try await $0.storedSession(clientID: clientID, username: username)
    }
    guard let stored, let key = stored[.deviceKey], let group = stored[.deviceGroupKey],
      !key.isEmpty, !group.isEmpty
    else { return nil }
    return DeviceMetadata(
      deviceKey: key,
      deviceGroupKey: group,
      randomPassword: stored[.randomPasswordKey]
    )
  }

  /// Removes device keys that the pool knows nothing of; when that fails they are tried again at
  /// the next sign-in.
  ///
  /// Keys that another sign-in stored meanwhile stay.
  nonisolated func dropDevice(
    _ device: DeviceMetadata,
    of username: String,
    _ attempt: SignInAttempt
  )
    async
  {
    let id = SessionID(
      backend: attempt.backend,
      clientID: attempt.pool.clientID,
      username: username
    )
    try? await alone(with: id) { kept async throws(SessionError) in
      let stored = try await self.items(id, in: id.backend)
      guard stored[.deviceKey].hasSameBytes(as: device.deviceKey) else { return }
      // Nothing to be taken back: the keys open nothing any more.
      try await self.write(
        stored.removing(AmplifyKey.Name.device),
        to: id.backend,
        as: RecordedChange(id: nil),
        kept
      )
    }
  }
}
