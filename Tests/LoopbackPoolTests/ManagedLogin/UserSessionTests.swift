import AuthCore
import Foundation
import LoopbackPool
import Testing

@Suite struct UserSessionTests {
  private func list(_ bench: inout PoolBench, _ token: String?) throws -> [UserSession] {
    let answer: ListUserSessionsAnswer = try bench.call(
      "ListUserSessions",
      ListUserSessionsRequest(accessToken: token ?? "")
    )
    return answer.sessions ?? []
  }

  private func revoke(
    _ bench: inout PoolBench,
    _ id: String,
    _ token: String?,
    linked: Bool = false
  ) throws {
    let _: EmptyAnswer = try bench.call(
      "RevokeUserSession",
      RevokeUserSessionRequest(
        accessToken: token ?? "",
        sessionID: id,
        revokeAssociatedSessions: linked ? "LINKED" : nil
      )
    )
  }

  @Test func `the user's sessions over all clients are listed, and which one asks`() async throws {
    let other = AppClient(id: "2other")
    var bench = try await PoolBench(others: [other]) { $0.tracksSessions = true }
    let here = try bench.signIn().result
    bench.now = bench.now.advanced(byMilliseconds: 60_000)
    _ = try bench.signIn(client: other)
    let sessions = try list(&bench, here.accessToken)
    #expect(sessions.map(\.clientID) == ["2other", bench.client.id])
    #expect(sessions.map(\.isCurrentSession) == [false, true])
    #expect(
      sessions.allSatisfy { $0.id.count == 28 && $0.id.hasPrefix("tkn") && $0.type == "TOKEN" }
    )
    #expect(sessions.map(\.createDate) == [1_772_510_766, 1_772_510_706])
    bench.now = bench.now.advanced(byMilliseconds: 60_000)
    _ = try bench.refresh(here.refreshToken)
    #expect(try list(&bench, here.accessToken).first?.lastActiveDate == 1_772_510_826)
  }

  @Test func `another session can be ended, the own one and unknown ones cannot`() async throws {
    var bench = try await PoolBench { $0.tracksSessions = true }
    let one = try bench.signIn().result
    let two = try bench.signIn().result
    let sessions = try list(&bench, one.accessToken)
    let own = try #require(sessions.first { $0.isCurrentSession == true }).id
    let foreign = try #require(sessions.first { $0.isCurrentSession == false }).id
    #expect(throws: name("InvalidParameterException")) {
      try revoke(&bench, own, one.accessToken)
    }
    try revoke(&bench, foreign, one.accessToken)
    #expect(throws: notAuthorized("Refresh Token has been revoked")) {
      try bench.refresh(two.refreshToken)
    }
    #expect(try bench.refresh(one.refreshToken).accessToken != nil)
    #expect(try list(&bench, one.accessToken).map(\.id) == [own])
    #expect(throws: name("ResourceNotFoundException")) {
      try revoke(&bench, foreign, one.accessToken)
    }
  }

  @Test func `a sign-in beyond the limit ends the session that was unused for longest`()
    async throws
  {
    var bench = try await PoolBench {
      $0.tracksSessions = true
      $0.sessionsPerUser = 2
    }
    var tokens: [AuthenticationResult] = []
    for _ in 0..<2 {
      tokens.append(try bench.signIn().result)
      bench.now = bench.now.advanced(byMilliseconds: 1000)
    }
    _ = try bench.refresh(tokens[0].refreshToken)
    bench.now = bench.now.advanced(byMilliseconds: 1000)
    _ = try bench.signIn()
    #expect(throws: notAuthorized("Refresh Token has been revoked")) {
      try bench.refresh(tokens[1].refreshToken)
    }
    #expect(try bench.refresh(tokens[0].refreshToken).accessToken != nil)
  }

  @Test func `where tracking is off the operations are refused and nothing is ended`() async throws
  {
    var bench = try await PoolBench { $0.sessionsPerUser = 1 }
    let one = try bench.signIn().result
    _ = try bench.signIn()
    #expect(throws: name("OperationNotEnabledException")) { try list(&bench, one.accessToken) }
    #expect(try bench.refresh(one.refreshToken).accessToken != nil)
  }

  @Test func `a browser's session is listed, and ends with what came from it when asked`()
    async throws
  {
    var bench = try await LoginBench { $0.tracksSessions = true }
    let tokens = try bench.tokens()
    let api = try bench.pool.signIn().result
    let sessions = try list(&bench.pool, api.accessToken)
    let browser = try #require(sessions.first { $0.type == "SSO" })
    #expect(browser.id.hasPrefix("sso") && browser.deviceType == "Bench/1")
    #expect(sessions.first { $0.originSessionID == browser.id }?.type == "TOKEN")
    try revoke(&bench.pool, browser.id, api.accessToken, linked: true)
    #expect(bench.get("/oauth2/userInfo", bearer: tokens.accessToken).status == 401)
    let again = bench.get("/oauth2/authorize", query: bench.query())
    #expect(again["location"]?.hasPrefix("/login?") == true)
  }

  @Test func `a browser's session is active when tokens are granted through it or rotated`()
    async throws
  {
    let client = AppClient(rotation: AppClient.Rotation(graceSeconds: 0))
    var bench = try await LoginBench(client: client) { $0.tracksSessions = true }
    let tokens = try bench.tokens()
    func active() throws -> Double? {
      try list(&bench.pool, tokens.accessToken).first { $0.type == "SSO" }?.lastActiveDate
    }
    #expect(try active() == 1_772_510_706)
    bench.pool.advance(seconds: 60)
    let silent = LoginBench.callback(bench.get("/oauth2/authorize", query: bench.query()))
    #expect(bench.redeem(silent?["code"]).status == 200)
    #expect(try active() == 1_772_510_766)
    bench.pool.advance(seconds: 60)
    #expect(try bench.pool.refresh(tokens.refreshToken).refreshToken != nil)
    #expect(try active() == 1_772_510_826)
    // A sign-in by the API did not come through it.
    bench.pool.advance(seconds: 60)
    _ = try bench.pool.signIn()
    #expect(try active() == 1_772_510_826)
  }

  @Test func `a refresh that does not rotate is no activity of the browser's session`() async throws
  {
    var bench = try await LoginBench { $0.tracksSessions = true }
    let tokens = try bench.tokens()
    bench.pool.advance(seconds: 60)
    _ = try bench.pool.refresh(tokens.refreshToken)
    let sessions = try list(&bench.pool, tokens.accessToken)
    #expect(sessions.map(\.type) == ["TOKEN", "SSO"])
    #expect(sessions.map(\.lastActiveDate) == [1_772_510_766, 1_772_510_706])
  }

  @Test(arguments: [nil, "NONE", "LINKED"] as [String?], [true, false])
  func `RevokeToken ends the browser's session too where it is asked and sessions are tracked`(
    linked: String?,
    tracks: Bool
  ) async throws {
    var bench = try await LoginBench { $0.tracksSessions = tracks }
    let tokens = try bench.tokens()
    let silent = LoginBench.callback(bench.get("/oauth2/authorize", query: bench.query()))
    let other = bench.redeem(silent?["code"])
    let sibling = try JSONDecoder().decode(OAuthTokens.self, from: Data(other.body))
    let _: EmptyAnswer = try bench.pool.call(
      "RevokeToken",
      RevokeTokenRequest(
        token: tokens.refreshToken ?? "",
        clientID: bench.pool.client.id,
        revokeAssociatedSessions: linked
      )
    )
    #expect(throws: notAuthorized("Refresh Token has been revoked")) {
      try bench.pool.refresh(tokens.refreshToken)
    }
    let isEnded = tracks && linked == "LINKED"
    let again = bench.get("/oauth2/authorize", query: bench.query())
    #expect(again["location"]?.hasPrefix("/login?") == isEnded)
    #expect(try bench.pool.refresh(sibling.refreshToken).accessToken != nil)
  }

  private func name(_ name: String) -> PoolBench.Refused {
    let messages = [
      "InvalidParameterException": "The current session cannot be revoked",
      "ResourceNotFoundException": "Session does not exist.",
      "OperationNotEnabledException":
        "User session tracking is not enabled for this user pool",
    ]
    return PoolBench.Refused(name: name, message: messages[name] ?? "")
  }
}
