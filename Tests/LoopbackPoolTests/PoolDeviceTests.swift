import AuthCore
import LoopbackPool
import Testing

@Suite struct PoolDeviceTests {
  private func seed(_ devices: DeviceTracking, mfa: [MFAType] = [.email]) -> UserSeed {
    UserSeed(
      username: "mia",
      password: PoolBench.password,
      attributes: ["email": "mia@example.com", "email_verified": "true"],
      mfa: mfa,
      devices: devices
    )
  }

  @Test(arguments: [SignInFlow.Method.srp, .password])
  func `a remembered device proves itself and no code is asked`(
    method: SignInFlow.Method
  ) async throws {
    var bench = try await PoolBench(users: [seed(.always)])
    let first = try bench.run(bench.flow("mia", method: method)) { _, bench in
      .code(try bench.lastCode())
    }
    #expect(first.device?.randomPassword != nil && !first.offersToRemember)
    let key = try #require(first.device?.deviceKey)
    #expect(key.hasPrefix("us-east-1_") && first.device?.deviceGroupKey.hasPrefix("-") == true)
    let second = try bench.run(bench.flow("mia", method: method)) { challenge, _ in
      Issue.record("asked \(challenge)")
      throw SignInError.nothingAsked
    }
    #expect(second.device == nil && second.result.newDeviceMetadata == nil)
    #expect(try bench.claims(second.result.accessToken)["device_key"] == .string(key))
  }

  @Test func `a device counts when the person said so`() async throws {
    var bench = try await PoolBench(users: [seed(.prompt)])
    let first = try bench.run(bench.flow("mia", method: .srp)) { _, bench in
      .code(try bench.lastCode())
    }
    #expect(first.offersToRemember)
    var asked = 0
    let count: (SignInChallenge, inout PoolBench) throws -> SignInReply = { _, bench in
      asked += 1
      return .code(try bench.lastCode())
    }
    _ = try bench.run(bench.flow("mia", method: .srp), reply: count)
    #expect(asked == 1)
    let _: EmptyAnswer = try bench.call(
      "UpdateDeviceStatus",
      UpdateDeviceStatusRequest(
        accessToken: first.result.accessToken ?? "",
        deviceKey: first.device?.deviceKey ?? "",
        deviceRememberedStatus: "remembered"
      )
    )
    _ = try bench.run(bench.flow("mia", method: .srp), reply: count)
    #expect(asked == 1)
  }

  @Test func `a refresh must name the device, in both ways to refresh`() async throws {
    var bench = try await PoolBench(users: [seed(.always, mfa: [])])
    let user = try bench.run(bench.flow("mia")) { _, _ in throw SignInError.nothingAsked }
    let token = user.result.refreshToken
    let key = try #require(user.device?.deviceKey)
    #expect(throws: notAuthorized("Invalid Refresh Token.")) { try bench.refresh(token) }
    #expect(throws: notAuthorized("Invalid Refresh Token.")) {
      try bench.refresh(token, deviceKey: "us-east-1_other")
    }
    #expect(try bench.refresh(token, deviceKey: key).accessToken != nil)
    let older = try bench.initiate(
      "REFRESH_TOKEN_AUTH",
      ["REFRESH_TOKEN": token ?? "", "DEVICE_KEY": key]
    )
    #expect(older.authenticationResult?.accessToken != nil)
  }

  @Test func `a forgotten device ends its refresh tokens, and the next sign-in drops it`()
    async throws
  {
    var bench = try await PoolBench(users: [seed(.always, mfa: [])])
    let user = try bench.run(bench.flow("mia")) { _, _ in throw SignInError.nothingAsked }
    let key = try #require(user.device?.deviceKey)
    let _: EmptyAnswer = try bench.call(
      "ForgetDevice",
      DeviceRequest(accessToken: user.result.accessToken ?? "", deviceKey: key)
    )
    #expect(throws: notAuthorized("Invalid Refresh Token.")) {
      try bench.refresh(user.result.refreshToken, deviceKey: key)
    }
    for method in [SignInFlow.Method.srp, .password] {
      bench.devices["mia"] = user.device
      let next = try bench.run(bench.flow("mia", method: method)) { _, _ in
        throw SignInError.nothingAsked
      }
      #expect(next.device?.deviceKey != nil && next.device?.deviceKey != key)
    }
  }

  @Test func `a device with another password is refused`() async throws {
    var bench = try await PoolBench(users: [seed(.always, mfa: [])])
    let device = try #require(
      try bench.run(bench.flow("mia")) { _, _ in throw SignInError.nothingAsked }.device
    )
    bench.devices["mia"] = DeviceMetadata(
      deviceKey: device.deviceKey,
      deviceGroupKey: device.deviceGroupKey,
      randomPassword: "another"
    )
    #expect(throws: notAuthorized("Incorrect username or password.")) {
      try bench.run(bench.flow("mia")) { _, _ in throw SignInError.nothingAsked }
    }
  }

  @Test func `devices are listed a page at a time, and a limit of none is no limit`() async throws {
    var bench = try await PoolBench(users: [seed(.always, mfa: [])])
    var keys: [String] = []
    var access: String?
    for _ in 0..<3 {
      bench.devices["mia"] = nil
      let user = try bench.run(bench.flow("mia")) { _, _ in throw SignInError.nothingAsked }
      keys.append(try #require(user.device?.deviceKey))
      access = user.result.accessToken
      bench.advance(seconds: 1)
    }
    func page(_ limit: Int?, _ token: String? = nil) throws -> ListDevicesAnswer {
      try bench.call(
        "ListDevices",
        ListDevicesRequest(accessToken: access ?? "", limit: limit, paginationToken: token)
      )
    }
    for limit in [nil, 0, 60] as [Int?] {
      let all = try page(limit)
      #expect(all.devices?.map(\.deviceKey) == keys && all.paginationToken == nil)
    }
    let first = try page(2)
    #expect(first.devices?.map(\.deviceKey) == Array(keys.prefix(2)))
    let last = try page(2, first.paginationToken)
    #expect(last.devices?.map(\.deviceKey) == [keys[2]] && last.paginationToken == nil)
    for limit in [-1, 61] {
      #expect(throws: PoolBench.Refused.self) { try page(limit) }
    }
  }

  @Test func `another user's device is none`() async throws {
    var bench = try await PoolBench(users: [seed(.always, mfa: []), PoolBench.alice])
    let device = try bench.run(bench.flow("mia")) { _, _ in throw SignInError.nothingAsked }.device
    let answer = try? bench.initiate(
      "USER_PASSWORD_AUTH",
      [
        "USERNAME": "alice", "PASSWORD": PoolBench.password,
        "DEVICE_KEY": device?.deviceKey ?? "",
      ]
    )
    #expect(answer == nil)
  }
}
