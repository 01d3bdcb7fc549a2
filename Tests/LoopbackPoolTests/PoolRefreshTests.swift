import AuthCore
import LoopbackPool
import Testing

@Suite struct PoolRefreshTests {
  @Test func `a refresh renews both tokens and keeps what began with the sign-in`() async throws {
    var bench = try await PoolBench()
    let first = try bench.signIn().result
    bench.advance(seconds: 100)
    let second = try bench.refresh(first.refreshToken)
    #expect(second.refreshToken == nil)
    let old = try bench.claims(first.accessToken)
    let new = try bench.claims(second.accessToken)
    #expect(new.authTime == old.authTime)
    #expect(new.originJTI == old.originJTI && new.originJTI != nil)
    #expect(new.eventID == old.eventID)
    #expect(new.jti != old.jti)
    #expect(new.iat?.seconds == (old.iat?.seconds ?? 0) + 100)
    #expect(new.exp?.seconds == (old.exp?.seconds ?? 0) + 100)
  }

  @Test(arguments: ["REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"])
  func `both names of the older operation work without rotation`(flow: String) async throws {
    let secret = ClientSecret("s3cret")
    var bench = try await PoolBench(client: AppClient(secret: secret))
    let token = try bench.signIn().result.refreshToken ?? ""
    let hash = SecretHash.text(secret: secret, username: "alice", clientID: bench.client.id)
    let answer = try bench.initiate(flow, ["REFRESH_TOKEN": token, "SECRET_HASH": hash])
    #expect(answer.authenticationResult?.accessToken != nil)
    #expect(answer.authenticationResult?.refreshToken == nil)
    #expect(throws: PoolBench.Refused.self) { try bench.initiate(flow, ["REFRESH_TOKEN": token]) }
  }

  @Test func `the older operation is refused where the client rotates`() async throws {
    var bench = try await PoolBench(
      client: AppClient(rotation: AppClient.Rotation(graceSeconds: 9))
    )
    let token = try bench.signIn().result.refreshToken ?? ""
    #expect(
      throws: PoolBench.Refused(
        name: "InvalidParameterException",
        message: "REFRESH_TOKEN_AUTH flow not enabled for this client"
      )
    ) { try bench.initiate("REFRESH_TOKEN_AUTH", ["REFRESH_TOKEN": token]) }
  }

  @Test func `rotation takes the old token back after the grace period`() async throws {
    var bench = try await PoolBench(
      client: AppClient(rotation: AppClient.Rotation(graceSeconds: 10))
    )
    let first = try bench.signIn().result.refreshToken
    let second = try bench.refresh(first).refreshToken
    #expect(second != nil && second != first)
    bench.advance(seconds: 9)
    let retried = try bench.refresh(first).refreshToken
    #expect(retried != nil && retried != second)
    bench.advance(seconds: 1)
    #expect(throws: Self.reuse) { try bench.refresh(first) }
    #expect(try bench.refresh(second).refreshToken != nil)
    #expect(try bench.refresh(retried).refreshToken != nil)
  }

  @Test func `without a grace period the old token ends at once`() async throws {
    var bench = try await PoolBench(
      client: AppClient(rotation: AppClient.Rotation(graceSeconds: 0))
    )
    let first = try bench.signIn().result.refreshToken
    let second = try bench.refresh(first).refreshToken
    #expect(throws: Self.reuse) { try bench.refresh(first) }
    #expect(try bench.refresh(second).refreshToken != nil)
  }

  @Test func `no refresh moves the end of the session`() async throws {
    let client = AppClient(refreshLifetime: 100, rotation: AppClient.Rotation(graceSeconds: 60))
    var bench = try await PoolBench(client: client)
    var token = try bench.signIn().result.refreshToken
    bench.advance(seconds: 99)
    token = try bench.refresh(token).refreshToken
    bench.advance(seconds: 1)
    #expect(throws: notAuthorized("Refresh Token has expired")) { try bench.refresh(token) }
  }

  @Test func `a made-up token and another client's are refused alike`() async throws {
    let other = AppClient(id: "2other")
    var bench = try await PoolBench(others: [other])
    let token = try bench.signIn(client: other).result.refreshToken
    let refusal = notAuthorized("Invalid Refresh Token.")
    #expect(throws: refusal) { try bench.refresh(token) }
    #expect(throws: refusal) { try bench.refresh("a.b.c.d.e") }
    #expect(
      throws: PoolBench.Refused(
        name: "ResourceNotFoundException",
        message: "User pool client ID does not exist."
      )
    ) { try bench.refresh(token, client: AppClient(id: "nope")) }
  }

  @Test func `a client's plain secret is asked for`() async throws {
    let client = AppClient(secret: ClientSecret("s3cret"))
    var bench = try await PoolBench(client: client)
    let token = try bench.signIn().result.refreshToken
    #expect(try bench.refresh(token).accessToken != nil)
    for secret in [nil, ClientSecret("other")] {
      #expect(throws: notAuthorized("Unable to verify secret for client \(client.id)")) {
        try bench.refresh(token, client: AppClient(secret: secret))
      }
    }
  }

  @Test func `a disabled and a removed user refresh no more`() async throws {
    var bench = try await PoolBench()
    let token = try bench.signIn().result.refreshToken
    bench.state.setEnabled(false, username: "alice")
    #expect(throws: notAuthorized("User is disabled.")) { try bench.refresh(token) }
    bench.state.setEnabled(true, username: "alice")
    #expect(throws: notAuthorized("Refresh Token has been revoked")) { try bench.refresh(token) }
    bench.state.remove(username: "alice")
    #expect(
      throws: PoolBench.Refused(name: "UserNotFoundException", message: "User does not exist.")
    ) { try bench.refresh(token) }
  }

  private static let reuse = PoolBench.Refused(
    name: "RefreshTokenReuseException",
    message: "Refresh token has already been used"
  )
}
