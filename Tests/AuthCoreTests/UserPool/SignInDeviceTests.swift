import AuthCore
import Foundation
import Testing

/// What a sign-in does with device keys; the arithmetic is tried against the loopback pool.
@Suite struct SignInDeviceTests {
  private let now = NumericDate(seconds: 1_772_510_706)
  private let device = DeviceMetadata(
    deviceKey: "us-east-1_d",
    deviceGroupKey: "-g",
    randomPassword: "p"
  )
  private var tokens: AuthenticationAnswer {
    AuthenticationAnswer(
      authenticationResult: AuthenticationResult(
        accessToken: "a",
        idToken: "i",
        refreshToken: "r",
        expiresIn: 9
      )
    )
  }

  private func flow(_ method: SignInFlow.Method) -> SignInFlow {
    SignInFlow(
      username: "alice",
      password: Password("secret"),
      method: method,
      pool: PoolConfiguration(
        name: "p",
        endpoint: "http://127.0.0.1:1",
        poolID: "us-east-1_Loop1234X",
        clientID: "client1"
      ),
      srp: SRPClient(secret: BigInteger([7]))
    )
  }

  @Test func `a stored device is named in the first request of a password sign-in`() throws {
    var flow = flow(.password)
    #expect(try flow.handle(.start, at: now) == .findDevice(username: "alice"))
    let action = try flow.handle(.foundDevice(device), at: now)
    guard case .send(.initiate(let request)) = action else { throw SignInError.emptyAnswer }
    #expect(request.authParameters["DEVICE_KEY"] == "us-east-1_d")
  }

  @Test func `a device whose password is not known is not named`() throws {
    var flow = flow(.custom)
    _ = try flow.handle(.start, at: now)
    let half = DeviceMetadata(deviceKey: "k", deviceGroupKey: "g", randomPassword: nil)
    let action = try flow.handle(.foundDevice(half), at: now)
    guard case .send(.initiate(let request)) = action else { throw SignInError.emptyAnswer }
    #expect(request.authParameters == ["USERNAME": "alice"])
  }

  @Test func `a device that cannot be confirmed still goes with the tokens, without a password`()
    throws
  {
    var flow = flow(.srp)
    _ = try flow.handle(.start, at: now)
    var answer = tokens
    answer.authenticationResult?.newDeviceMetadata = NewDeviceMetadata(
      deviceKey: "us-east-1_new",
      deviceGroupKey: "-g"
    )
    let action = try flow.handle(.answered(answer), at: now)
    guard case .send(.confirmDevice(let request)) = action else { throw SignInError.emptyAnswer }
    #expect(request.accessToken == "a" && request.deviceKey == "us-east-1_new")
    let end = try flow.handle(.failed(.unanswered(reason: "x")), at: now)
    guard case .finish(let user) = end else { throw SignInError.emptyAnswer }
    #expect(user.device?.deviceKey == "us-east-1_new" && user.device?.randomPassword == nil)
    #expect(user.result.refreshToken == "r" && !user.offersToRemember)
  }

  @Test func `the verifier that is sent fits the password that is kept`() throws {
    var flow = flow(.srp)
    _ = try flow.handle(.start, at: now)
    var answer = tokens
    answer.authenticationResult?.newDeviceMetadata = NewDeviceMetadata(
      deviceKey: "us-east-1_new",
      deviceGroupKey: "-g"
    )
    let action = try flow.handle(.answered(answer), at: now)
    guard case .send(.confirmDevice(let request)) = action else { throw SignInError.emptyAnswer }
    let confirmed = ConfirmDeviceAnswer(userConfirmationNecessary: true)
    let end = try flow.handle(.deviceConfirmed(confirmed), at: now)
    guard case .finish(let user) = end else { throw SignInError.emptyAnswer }
    #expect(user.offersToRemember)
    let kept = try #require(user.device?.randomPassword)
    #expect(kept.utf8.count == 56)
    let salt = try #require(bytes(request.deviceSecretVerifierConfig?.salt))
    let verifier = try #require(bytes(request.deviceSecretVerifierConfig?.passwordVerifier))
    let identity = SRPIdentity(poolName: "-g", userID: "us-east-1_new")
    #expect(
      identity.verifier(salt: BigInteger(salt), password: kept).padded == verifier
    )
    #expect(BigInteger(salt).padded == salt)
  }

  @Test func `a device that the pool forgot is dropped once and the sign-in begins again`() throws {
    var flow = flow(.password)
    _ = try flow.handle(.start, at: now)
    _ = try flow.handle(.foundDevice(device), at: now)
    let error = UserPoolError.refused(
      name: "ResourceNotFoundException",
      message: "Device does not exist.",
      status: 400
    )
    #expect(try flow.handle(.failed(error), at: now) == .dropDevice(device, username: "alice"))
    let action = try flow.handle(.droppedDevice, at: now)
    guard case .send(.initiate(let request)) = action else { throw SignInError.emptyAnswer }
    #expect(request.authParameters["DEVICE_KEY"] == nil)
    #expect(try flow.handle(.failed(error), at: now) == .fail(error))
  }

  @Test func `a proof of a device that is not stored here cannot be given`() throws {
    var flow = flow(.srp)
    _ = try flow.handle(.start, at: now)
    let answer = AuthenticationAnswer(
      challengeName: .deviceSRPAuth,
      challengeParameters: ["USERNAME": "alice"],
      session: "s"
    )
    #expect(try flow.handle(.answered(answer), at: now) == .findDevice(username: "alice"))
    #expect(throws: SignInError.unknownDevice) {
      try flow.handle(.foundDevice(nil), at: now)
    }
  }

  private func bytes(_ base64: String?) -> [UInt8]? {
    guard let base64 else { return nil }
    return Data(base64Encoded: base64).map { Array($0) }
  }
}
