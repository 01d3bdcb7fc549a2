import AuthCore
import LoopbackPool
import Testing

/// SetUserMFAPreference, and the list of a user's devices.
struct PoolPreferenceTests {
  private static let address = ["email": "mia@example.com"]

  private func bench(_ change: (inout UserSeed) -> Void) async throws -> PoolBench {
    var seed = UserSeed(username: "mia", password: PoolBench.password, attributes: Self.address)
    change(&seed)
    return try await PoolBench(client: AppClient(), users: [seed]) { _ in }
  }

  private func signIn(_ bench: inout PoolBench) throws -> AuthenticationAnswer {
    try bench.initiate(
      "USER_PASSWORD_AUTH",
      ["USERNAME": "mia", "PASSWORD": PoolBench.password]
    )
  }

  @Test func `a preferred factor is asked for, and one that cannot be answered is refused`()
    async throws
  {
    var bench = try await bench { _ in }
    let access = try signIn(&bench).authenticationResult?.accessToken ?? ""
    func set(_ change: (inout SetUserMFAPreferenceRequest) -> Void) throws {
      var request = SetUserMFAPreferenceRequest(accessToken: access)
      change(&request)
      let _: EmptyAnswer = try bench.call("SetUserMFAPreference", request)
    }
    let on = FactorPreference(enabled: true)
    #expect(throws: PoolBench.Refused.self) { try set { $0.sms = on } }
    #expect(throws: PoolBench.Refused.self) { try set { $0.softwareToken = on } }
    #expect(throws: PoolBench.Refused.self) {
      try set { $0.email = FactorPreference(enabled: false, preferred: true) }
    }
    try set { $0.email = FactorPreference(enabled: true, preferred: true) }
    #expect(try bench.getUser(access).preferredMFA == "EMAIL_OTP")
    #expect(try signIn(&bench).challengeName == .emailOTP)
    try set { $0.email = FactorPreference(enabled: false) }
    #expect(try bench.getUser(access).mfaSettings == nil)
    #expect(try signIn(&bench).authenticationResult != nil)
  }

  @Test func `devices are listed page by page, each user's own`() async throws {
    var bench = try await bench { $0.devices = .always }
    var keys: [String] = []
    var access = ""
    for _ in 0..<5 {
      let result = try signIn(&bench).authenticationResult
      keys.append(result?.newDeviceMetadata?.deviceKey ?? "")
      access = result?.accessToken ?? ""
      bench.advance(seconds: 1)
    }
    var (found, token): ([String], String?) = ([], nil)
    repeat {
      let answer: ListDevicesAnswer = try bench.call(
        "ListDevices",
        ListDevicesRequest(accessToken: access, limit: 2, paginationToken: token)
      )
      found += answer.devices?.compactMap(\.deviceKey) ?? []
      token = answer.paginationToken
    } while token != nil
    #expect(found == keys)
    let one: DeviceAnswer = try bench.call(
      "GetDevice",
      DeviceRequest(accessToken: access, deviceKey: keys[2])
    )
    #expect(one.device?.attributes?.contains { $0.value == "not_remembered" } == true)
    #expect(throws: PoolBench.Refused.self) {
      let _: DeviceAnswer = try bench.call(
        "GetDevice",
        DeviceRequest(accessToken: access, deviceKey: "us-east-1_other")
      )
    }
  }
}
