import AuthCore
import Testing

@testable import LoopbackPool

/// However long it runs and whatever it is asked, what the pool remembers stays bounded.
struct PoolMemoryTests {
  private static let rotating = AppClient(
    refreshLifetime: 3600,
    rotation: AppClient.Rotation(graceSeconds: 0)
  )

  private func family(_ number: Int, _ bench: PoolBench) -> TokenFamily {
    TokenFamily(
      id: "family-\(number)",
      eventID: "event-\(number)",
      username: "alice",
      clientID: bench.client.id,
      authTime: bench.now,
      deadline: bench.now.advanced(byMilliseconds: 3_600_000)
    )
  }

  @Test func `a session that is rotated without end is remembered by its last tokens`()
    async throws
  {
    var bench = try await PoolBench(client: Self.rotating)
    let first = try bench.signIn().result.refreshToken
    let known = try #require(bench.state.families.values.first)
    var last = first
    for _ in 0..<TokenFamily.tokenLimit { last = bench.state.newRefreshToken(known) }
    #expect(bench.state.refreshTokens.count == TokenFamily.tokenLimit)
    #expect(throws: notAuthorized("Invalid Refresh Token.")) { try bench.refresh(first) }
    let next = try bench.refresh(last).refreshToken
    #expect(throws: PoolBench.Refused.self) { try bench.refresh(last) }
    #expect(try bench.refresh(next).refreshToken != nil)
  }

  @Test func `what ended is called expired for a day, and then forgotten with all that was its`()
    async throws
  {
    var bench = try await PoolBench(client: Self.rotating) { $0.devices = .prompt }
    let signedIn = try bench.signIn()
    let token = signedIn.result.refreshToken
    // The flow confirmed the first device; this one nobody ever will.
    let key = try #require(try bench.claims(signedIn.result.accessToken)["device_key"]?.text)
    bench.state.devices[key]?.proof = nil
    bench.state.devices["kept"] = PoolDevice(
      key: "kept",
      groupKey: "-g",
      username: "alice",
      createdAt: bench.now
    )
    bench.state.devices["kept"]?.proof = (BigInteger([1]), BigInteger([2]))
    bench.advance(seconds: 3600 + 86_399)
    bench.state.sweep(at: bench.now)
    #expect(throws: notAuthorized("Refresh Token has expired")) {
      try bench.refresh(token, deviceKey: key)
    }
    bench.advance(seconds: 3601)
    bench.state.sweep(at: bench.now)
    #expect(bench.state.families.isEmpty && bench.state.refreshTokens.isEmpty)
    #expect(bench.state.devices.keys.sorted() == ["kept"])
    #expect(throws: notAuthorized("Invalid Refresh Token.")) {
      try bench.refresh(token, deviceKey: key)
    }
  }

  @Test func `a device that a later session needs outlives the session it was named for`()
    async throws
  {
    let client = AppClient(refreshLifetime: 7200)
    var bench = try await PoolBench(client: client) { $0.devices = .prompt }
    let first = try bench.signIn()
    let key = try #require(try bench.claims(first.result.accessToken)["device_key"]?.text)
    bench.state.devices[key]?.proof = nil
    bench.advance(seconds: 7200 + 86_399)
    let second = try bench.initiate(
      "USER_PASSWORD_AUTH",
      ["USERNAME": "alice", "PASSWORD": PoolBench.password, "DEVICE_KEY": key]
    )
    let token = second.authenticationResult?.refreshToken
    bench.advance(seconds: 3600)
    bench.state.sweep(at: bench.now)
    #expect(bench.state.families.count == 1)
    #expect(try bench.refresh(token, deviceKey: key).accessToken != nil)
    bench.advance(seconds: 7200 + 86_400)
    bench.state.sweep(at: bench.now)
    #expect(bench.state.families.isEmpty && bench.state.devices.isEmpty)
  }

  @Test func `of too many sessions the oldest go`() async throws {
    var bench = try await PoolBench()
    for number in 0..<TokenFamily.limit + 5 {
      bench.now = bench.now.advanced(byMilliseconds: 1)
      let next = family(number, bench)
      bench.state.begin(next, at: bench.now)
      _ = bench.state.newRefreshToken(next)
    }
    let families = bench.state.families
    #expect(families.count <= TokenFamily.limit && families.count > TokenFamily.limit / 2)
    #expect(bench.state.refreshTokens.count == families.count)
    #expect(families["event-0"] == nil && families["event-\(TokenFamily.limit + 4)"] != nil)
  }

  @Test func `of too many devices those that were never confirmed go first`() async throws {
    var bench = try await PoolBench { $0.devices = .prompt }
    for number in 0..<PoolDevice.limit {
      let key = "device-\(number)"
      bench.state.devices[key] = PoolDevice(
        key: key,
        groupKey: "-g",
        username: "alice",
        createdAt: bench.now
      )
    }
    bench.state.devices["device-0"]?.proof = (BigInteger([1]), BigInteger([2]))
    _ = try bench.signIn()
    #expect(bench.state.devices.count < PoolDevice.limit)
    #expect(bench.state.devices["device-0"] != nil)
  }
}
