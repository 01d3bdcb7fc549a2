import AuthCore
import TestSupport
import Testing

/// userInfo has one answer for a token that expired and for one that was revoked; the token's own
/// end tells them apart.
struct UserInfoRefusalTests {
  /// Cognito's (AWS: userinfo-endpoint).
  private static let words =
    "Access token is expired, disabled, or deleted, or the user has globally signed out."
  private static let oneForAll = UserPoolError.refused(
    name: "invalid_token",
    message: words,
    status: 401
  )

  /// A session of the browser, whose access token may ask userInfo alone.
  private func bench(
    lifetime: Int64,
    drift: Int64 = 0,
    kind: PoolConfiguration.Kind = .cognito,
    access: String? = nil,
    _ refusal: UserPoolError = oneForAll
  ) -> ManagerBench {
    let tokens = SampleTokens {
      $0.scope = "openid email"
      $0.lifetime = lifetime
      $0.drift = "\(drift)"
    }
    var items = tokens.items
    if let access { items[tokens.key(.accessToken)] = access }
    let bench = ManagerBench(local: MemoryStorage(items), kind: kind)
    bench.pool.onKeySet { () async throws(UserPoolError) in Array(#"{"keys":[]}"#.utf8) }
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    bench.pool.onRefresh { _ async throws(UserPoolError) in throw refusal }
    bench.pool.onGetUser { _ async throws(UserPoolError) in throw refusal }
    bench.pool.onUserInfo { _ async throws(UserPoolError) in throw refusal }
    return bench
  }

  /// A minute has passed since the tokens were issued; the fixed moment is the client's.
  ///
  /// A drift of minus 45 s may be one that was measured before the client's clock was set right.
  @Test(arguments: [
    (3600, 0, true), (60, 0, false), (65, 0, false), (30, 0, false), (30, -45_000, false),
    (30, -40_000, false), (70, -45_000, false), (71, -45_000, true), (160, 90_000, false),
    (161, 90_000, true), (3600, -300_000, true), (3600, 3_600_000, false),
  ])
  func `a token in time was revoked, and of an expired one nothing is known`(
    lifetime: Int64,
    drift: Int64,
    isRevoked: Bool
  ) async throws {
    let bench = bench(lifetime: lifetime, drift: drift)
    let axis = try await bench.manager.verify(ManagerBench.id(), online: true).revocation
    #expect(bench.pool.calls.contains(.userInfo))
    #expect(axis?.code == (isRevoked ? .revoked : .noAnswer))
    #expect(axis?.message.contains(Self.words) == true)
    let proof = try await bench.manager.signOut(ManagerBench.id(), scope: .here).proofs.last
    #expect(proof?.attempt == .userInfo)
    switch proof?.answer {
    case .refused(let words): #expect(isRevoked && words == "\(Self.words) (invalid_token)")
    case .unknown(let words): #expect(!isRevoked && words.contains("proves nothing"))
    default: Issue.record("\(String(describing: proof))")
    }
  }

  @Test(arguments: [
    ("Access Token has expired", VerdictCode.noAnswer), ("", .revoked),
    ("The token was revoked", .revoked), ("Token has been expired or revoked.", .revoked),
  ])
  func `words for one reason alone are believed before the clock`(
    message: String,
    code: VerdictCode
  ) async throws {
    let refusal = UserPoolError.refused(name: "invalid_token", message: message, status: 401)
    let bench = bench(lifetime: 3600, refusal)
    let axis = try await bench.manager.verify(ManagerBench.id(), online: true).revocation
    #expect(axis?.code == code)
  }

  @Test(arguments: [
    ("Token verification failed", VerdictCode.noAnswer), ("The token was revoked", .revoked),
  ])
  func `another issuer may mean that the token was never for it`(
    message: String,
    code: VerdictCode
  ) async throws {
    let refusal = UserPoolError.refused(name: "invalid_token", message: message, status: 401)
    let bench = bench(lifetime: 3600, kind: .oidc, refusal)
    let axis = try await bench.manager.verify(ManagerBench.id(), online: true).revocation
    #expect(axis?.code == code)
  }

  private func proof(_ bench: ManagerBench) async throws -> SignOutProof.Answer? {
    try await bench.manager.signOut(ManagerBench.id(), scope: .here).proofs.last?.answer
  }

  @Test(
    arguments: [
      "", "The request requires higher privileges than provided by the access token.",
    ],
    [PoolConfiguration.Kind.cognito, .oidc]
  )
  func `a token that lacks a scope may live`(
    message: String,
    kind: PoolConfiguration.Kind
  ) async throws {
    let refusal = UserPoolError.refused(name: "insufficient_scope", message: message, status: 403)
    let own = SampleTokens { $0.issuer = Self.realm }.access
    guard case .unknown = try await proof(bench(lifetime: 3600, kind: kind, access: own, refusal))
    else {
      Issue.record("it was taken for a proof")
      return
    }
  }

  /// The generic issuer of a bench.
  private static let realm = "https://id.example.com/realm"

  private static func access(_ issuer: String?, lifetime: Int64 = 3600) -> String {
    SampleTokens {
      $0.issuer = issuer
      $0.lifetime = lifetime
    }.access
  }

  @Test(arguments: [
    (access(realm), true), (access(realm, lifetime: 60), false),
    (access("https://sts.example.com/"), false), (access(nil), false), ("opaque", false),
  ])
  func `at another issuer only its own token in time is proved to be over`(
    access: String,
    isProof: Bool
  ) async throws {
    for message in ["", "Token verification failed", "The token was revoked"] {
      let refusal = UserPoolError.refused(name: "invalid_token", message: message, status: 401)
      switch try await proof(bench(lifetime: 3600, kind: .oidc, access: access, refusal)) {
      case .refused: #expect(isProof, "\(message)")
      case .unknown: #expect(!isProof, "\(message)")
      case let other: Issue.record("\(String(describing: other))")
      }
    }
  }
}
