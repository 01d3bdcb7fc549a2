import AuthCore
import Synchronization
import TestSupport
import Testing

/// What a manager says of a session's truth: keys are had sparingly, and what no key tells is asked.
struct ManagerVerifyTests {
  private let tokens = SampleTokens()
  private let uptime = Uptime()

  /// A clock that never jumps, in the test's hand.
  private final class Uptime: Sendable {
    private let now = Mutex<Int64>(0)
    var read: @Sendable () -> Int64 { { self.now.withLock { $0 } } }
    func advance(_ milliseconds: Int64) { now.withLock { $0 += milliseconds } }
  }

  private func bench(_ tokens: SampleTokens? = nil) -> ManagerBench {
    let tokens = tokens ?? self.tokens
    return ManagerBench(
      local: MemoryStorage(tokens.items.merging(tokens.pointer) { $1 }),
      uptime: uptime.read
    )
  }

  private static let empty = Array(#"{"keys":[]}"#.utf8)

  @Test func `both tokens of a session cost one download, and the next look none`() async throws {
    let bench = bench()
    bench.pool.onKeySet { () async throws(UserPoolError) in Self.empty }
    for _ in 0..<20 {
      let verdicts = try await bench.manager.verify(ManagerBench.id())
      #expect(verdicts.access?.verdict.signature.code == .kidNotFound)
    }
    #expect(bench.pool.calls == [.keySet])
  }

  @Test func `unknown kids cost a download in ten seconds at most, failed ones counted`()
    async throws
  {
    let bench = bench()
    bench.pool.onKeySet { () async throws(UserPoolError) in throw .unreachable(reason: "no net") }
    for _ in 0..<600 {
      let verdict = try await bench.manager.verify(ManagerBench.id()).access?.verdict
      #expect(verdict?.signature.code == .keysUnavailable)
      uptime.advance(100)
    }
    #expect(bench.pool.calls.count == 6)
    let verdict = try await bench.manager.verify(ManagerBench.id()).access?.verdict
    #expect(verdict?.signature.message.contains("tries in a row") == true)
  }

  @Test func `an issuer that is no Cognito is not held against Cognito's rules`() async throws {
    var tokens = SampleTokens()
    tokens.clientID = "client1"
    let members = [
      ("sub", #""s""#), ("iss", #""https://id.example.com/realm""#), ("aud", #""api""#),
      ("exp", "1772513600"),
    ]
    let app = members.filter { $0.0 != "aud" } + [("aud", #""client1""#)]
    var items = tokens.items.merging(tokens.pointer) { $1 }
    items[tokens.key(.accessToken)] = SampleTokens.token(members)
    items[tokens.key(.idToken)] = SampleTokens.token(app)
    let bench = ManagerBench(local: MemoryStorage(items), kind: .oidc)
    bench.pool.onKeySet { () async throws(UserPoolError) in Self.empty }
    let verdicts = try await bench.manager.verify(ManagerBench.id())
    for verdict in [verdicts.access?.verdict, verdicts.idToken?.verdict] {
      #expect(verdict?.use.status != .fail && verdict?.audience.status != .fail)
    }
    items[tokens.key(.accessToken)] = "opaque"
    let other = ManagerBench(local: MemoryStorage(items), kind: .oidc)
    other.pool.onKeySet { () async throws(UserPoolError) in Self.empty }
    let opaque = try await other.manager.verify(ManagerBench.id())
    #expect(opaque.access == nil && opaque.idToken != nil)
  }

  @Test func `an access token of an issuer's for an API is not held against the client's issuer`()
    async throws
  {
    let tokens = SampleTokens()
    var items = tokens.items.merging(tokens.pointer) { $1 }
    items[tokens.key(.accessToken)] = SampleTokens.token([
      ("iss", #""https://sts.example.com/""#), ("sub", #""other""#), ("exp", "1772513600"),
    ])
    items[tokens.key(.idToken)] = SampleTokens.token([
      ("iss", #""https://id.example.com/realm""#), ("sub", #""s""#), ("aud", #""client1""#),
      ("exp", "1772513600"),
    ])
    let bench = ManagerBench(local: MemoryStorage(items), kind: .oidc)
    bench.pool.onKeySet { () async throws(UserPoolError) in Self.empty }
    let verdicts = try await bench.manager.verify(ManagerBench.id())
    #expect(verdicts.access == nil && verdicts.idToken?.verdict.issuer.status == .pass)
    #expect(try await bench.manager.session(ManagerBench.id()).problems.isEmpty)
  }

  @Test func `many at once share one download`() async throws {
    let bench = bench()
    bench.pool.onKeySet { () async throws(UserPoolError) in
      for _ in 0..<100 { await Task.yield() }
      return Self.empty
    }
    let manager = bench.manager
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<64 { group.addTask { _ = try? await manager.verify(ManagerBench.id()) } }
    }
    #expect(bench.pool.calls == [.keySet])
  }

  @Test func `what is no key set is told as that`() async throws {
    let bench = bench()
    bench.pool.onKeySet { () async throws(UserPoolError) in Array("[]".utf8) }
    let verdict = try await bench.manager.verify(ManagerBench.id()).access?.verdict
    #expect(verdict?.signature.code == .badKeySet)
  }

  private static let answers: [(UserPoolError?, AxisVerdict.Status, VerdictCode)] = [
    (nil, .pass, .ok),
    (
      .refused(
        name: "NotAuthorizedException",
        message: "Access Token has been revoked",
        status: 400
      ),
      .fail, .revoked
    ),
    (
      .refused(name: "NotAuthorizedException", message: "Access Token has expired", status: 400),
      .unknown, .noAnswer
    ),
    (.refused(name: "UserNotFoundException", message: "gone", status: 400), .fail, .revoked),
    (.refused(name: "TooManyRequestsException", message: "", status: 400), .unknown, .noAnswer),
    (.unanswered(reason: "r"), .unknown, .noAnswer),
  ]

  @Test(arguments: 0..<6)
  func `the pool is asked about revocation only when somebody wants it`(number: Int) async throws {
    let (error, status, code) = Self.answers[number]
    let bench = bench()
    bench.pool.onKeySet { () async throws(UserPoolError) in Self.empty }
    bench.pool.onGetUser { _ async throws(UserPoolError) in
      if let error { throw error }
      return GetUserAnswer(username: "alice", userAttributes: [])
    }
    #expect(try await bench.manager.verify(ManagerBench.id()).revocation == nil)
    #expect(!bench.pool.calls.contains(.getUser))
    let asked = try await bench.manager.verify(ManagerBench.id(), online: true).revocation
    #expect(asked?.status == status && asked?.code == code)
  }

  @Test func `a session that no app finds is not fit where it is`() async throws {
    let bench = ManagerBench(local: MemoryStorage(tokens.items))
    bench.pool.onKeySet { () async throws(UserPoolError) in Self.empty }
    let axis = try await bench.manager.verify(ManagerBench.id()).storage
    #expect(axis.code == .storage && axis.actual == "orphan")
    let whole = try await self.bench().manager.verify(ManagerBench.id()).storage
    #expect(whole.status == .pass)
  }

  @Test func `each code that is not good says what to do`() {
    for code in VerdictCode.allCases where code != .ok && code != .notAsked {
      #expect(code.advice?.isEmpty == false, "\(code)")
    }
  }
}
