import AuthCore
import Testing

struct RefreshPolicyTests {
  private func session(_ ends: [(iat: Int64?, exp: Int64?)], hasRefresh: Bool = true) -> Session {
    var session = Session(id: SessionID(backend: .local, clientID: "c", username: "alice"))
    var tokens = ends.map { times in
      var token = TokenSummary(byteCount: 1)
      token.issuedAt = times.iat.map { NumericDate(seconds: $0) }
      token.expiresAt = times.exp.map { NumericDate(seconds: $0) }
      return token
    }
    session.access = tokens.removeFirst()
    session.idToken = tokens.first
    if hasRefresh { session.refresh = RefreshTokenSummary(byteCount: 1, isEncrypted: true) }
    return session
  }

  @Test func `by hand nothing is ever due`() {
    #expect(RefreshPolicy.manual.due(session([(0, 3600)])) == nil)
  }

  @Test func `a lead time counts back from the first token to end`() {
    let policy = RefreshPolicy(.leadTime(milliseconds: 300_000))
    #expect(policy.due(session([(0, 3600), (0, 1800)])) == NumericDate(seconds: 1500))
  }

  @Test func `a share counts from when the token was issued`() {
    let policy = RefreshPolicy(.share(percent: 80))
    #expect(policy.due(session([(1000, 4600)])) == NumericDate(seconds: 3880))
    #expect(policy.due(session([(nil, 4600)])) == NumericDate(seconds: 4600))
  }

  @Test func `what cannot be renewed is never due`() {
    let policy = RefreshPolicy(.leadTime(milliseconds: 1000))
    #expect(policy.due(session([(0, 3600)], hasRefresh: false)) == nil)
    #expect(policy.due(session([(0, nil)])) == nil)
    var refused = session([(0, 3600)])
    refused.refusal = Refusal(
      kind: .revoked,
      name: "n",
      message: "m",
      date: NumericDate(seconds: 0)
    )
    #expect(policy.due(refused) == nil)
  }

  @Test func `numbers out of range are brought into it`() {
    #expect(
      RefreshPolicy(.share(percent: 500)).due(session([(0, 100)])) == NumericDate(seconds: 99)
    )
    #expect(RefreshPolicy(.manual, jitter: -5, limit: 0) == RefreshPolicy(.manual, limit: 1))
    #expect(RefreshPolicy(.leadTime(milliseconds: .max)).jitter == 60_000)
  }
}
