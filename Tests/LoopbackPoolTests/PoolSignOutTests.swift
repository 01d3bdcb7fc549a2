import AuthCore
import LoopbackPool
import Testing

@Suite struct PoolSignOutTests {
  private let revoked = notAuthorized("Refresh Token has been revoked")

  @Test func `revoking ends one family and leaves the user's others`() async throws {
    var bench = try await PoolBench()
    let one = try bench.signIn().result
    let two = try bench.signIn().result
    try bench.revoke(one.refreshToken)
    #expect(throws: revoked) { try bench.refresh(one.refreshToken) }
    #expect(throws: notAuthorized("Access Token has been revoked")) {
      try bench.getUser(one.accessToken)
    }
    #expect(try bench.refresh(two.refreshToken).accessToken != nil)
    #expect(try bench.getUser(two.accessToken).username == "alice")
    try bench.revoke(one.refreshToken)
  }

  @Test func `revoking takes all generations of a family`() async throws {
    var bench = try await PoolBench(
      client: AppClient(rotation: AppClient.Rotation(graceSeconds: 60))
    )
    let first = try bench.signIn().result.refreshToken
    let second = try bench.refresh(first).refreshToken
    try bench.revoke(first)
    #expect(throws: revoked) { try bench.refresh(second) }
  }

  @Test func `only a refresh token of the same client can be revoked`() async throws {
    let other = AppClient(id: "2other")
    var bench = try await PoolBench(others: [other])
    let result = try bench.signIn().result
    #expect(throws: name("UnsupportedTokenTypeException")) { try bench.revoke(result.accessToken) }
    #expect(throws: name("UnauthorizedException")) {
      try bench.revoke(result.refreshToken, client: other)
    }
    #expect(try bench.refresh(result.refreshToken).accessToken != nil)
    try bench.revoke("a.b.c.d.e")
  }

  @Test func `with revocation off the operation is refused and tokens carry no ids`() async throws {
    var bench = try await PoolBench(client: AppClient(revokesTokens: false))
    let result = try bench.signIn().result
    #expect(throws: name("UnsupportedOperationException")) { try bench.revoke(result.refreshToken) }
    for token in [result.accessToken, result.idToken] {
      #expect(try bench.claims(token).originJTI == nil)
      #expect(try bench.claims(token).jti == nil)
    }
  }

  @Test func `a global sign-out ends every session of the user and of no one else`() async throws {
    let other = AppClient(id: "2other")
    let bob = UserSeed(username: "bob", password: PoolBench.password)
    var bench = try await PoolBench(others: [other], users: [PoolBench.alice, bob])
    let here = try bench.signIn().result
    let there = try bench.signIn(client: other).result
    let bobs = try bench.signIn("bob").result
    try bench.signOutEverywhere(here.accessToken)
    #expect(throws: revoked) { try bench.refresh(here.refreshToken) }
    #expect(throws: revoked) { try bench.refresh(there.refreshToken, client: other) }
    #expect(throws: notAuthorized("Access Token has been revoked")) {
      try bench.getUser(there.accessToken)
    }
    #expect(throws: notAuthorized("Access Token has been revoked")) {
      try bench.signOutEverywhere(here.accessToken)
    }
    #expect(try bench.refresh(bobs.refreshToken).accessToken != nil)
    #expect(try bench.signIn().result.accessToken != nil)
  }

  @Test func `an access token that has expired or is none signs nobody out`() async throws {
    var bench = try await PoolBench(client: AppClient(accessLifetime: 1))
    let result = try bench.signIn().result
    let bad = notAuthorized("Invalid Access Token")
    #expect(throws: bad) { try bench.signOutEverywhere(result.idToken) }
    #expect(throws: bad) { try bench.signOutEverywhere("x") }
    #expect(throws: bad) { try bench.signOutEverywhere(forged(result.accessToken)) }
    bench.advance(seconds: 1)
    #expect(throws: notAuthorized("Access Token has expired")) {
      try bench.signOutEverywhere(result.accessToken)
    }
    #expect(try bench.refresh(result.refreshToken).accessToken != nil)
  }

  @Test func `the user is told with its attributes`() async throws {
    var bench = try await PoolBench()
    let result = try bench.signIn().result
    let user = try bench.getUser(result.accessToken)
    #expect(user.username == "alice")
    #expect(user.userAttributes.first?.value == (try bench.claims(result.idToken).sub))
    #expect(
      user.userAttributes.map(\.name) == ["sub", "custom:team", "email", "email_verified"]
    )
  }

  private func forged(_ token: String?) -> String {
    guard let token, let last = token.last else { return "" }
    return token.dropLast() + (last == "A" ? "Q" : "A")
  }

  private func name(_ name: String) -> PoolBench.Refused {
    let messages = [
      "UnsupportedTokenTypeException": "The token is not a refresh token",
      "UnauthorizedException": "The client is not authorized to revoke this token",
      "UnsupportedOperationException": "Token revocation is not enabled for this client",
    ]
    return PoolBench.Refused(name: name, message: messages[name] ?? "")
  }
}
