import AuthCore
import TestSupport
import Testing

/// What a browser sign-in brings is stored only when it is this pool's, client's and sign-in's.
struct RedeemTests {
  private static let cognito = "http://127.0.0.1:1/us-east-1_Demo"
  private static let generic = "https://id.example.com/realm"

  private static func quoted(_ text: String) -> String { "\"\(text)\"" }

  /// What a right answer claims, access and ID token.
  private static func claims(
    _ kind: PoolConfiguration.Kind,
    nonce: String
  ) -> ([String: String], [String: String]) {
    let common = [
      "sub": quoted("s"), "iss": quoted(kind == .cognito ? cognito : generic),
      "iat": "1772510060", "exp": "1772513660",
    ]
    let access = ["client_id": quoted("client1"), "username": quoted("alice")]
    let id = [
      "aud": quoted("client1"), "email": quoted("a@example.com"), "nonce": quoted(nonce),
    ]
    return (access.merging(common) { $1 }, id.merging(common) { $1 })
  }

  /// Redeems a code for tokens of the claims; nil stands for no ID token.
  private func redeem(
    kind: PoolConfiguration.Kind = .cognito,
    scopes: [String] = ["openid"],
    access: (inout [String: String]) -> Void = { _ in },
    id: ((inout [String: String]) -> Void)? = { _ in }
  ) async throws -> (Session, MemoryStorage) {
    let storage = MemoryStorage()
    let bench = ManagerBench(local: storage, kind: kind)
    var generator = SeededGenerator(seed: 1)
    let pool = try #require(bench.manager.pools.configurations.first)
    let signIn = ManagedSignIn(
      pool: pool,
      settings: OAuthSettings(domain: "http://127.0.0.1:1", scopes: scopes),
      redirect: try #require(LoopbackRedirect("http://127.0.0.1:4711/callback")),
      backend: .local,
      using: &generator
    )
    var (accessClaims, idClaims) = Self.claims(kind, nonce: signIn.request.nonce)
    access(&accessClaims)
    id?(&idClaims)
    let tokens = OAuthTokens(
      accessToken: SampleTokens.token(accessClaims.sorted { $0.key < $1.key }),
      idToken: id == nil ? nil : SampleTokens.token(idClaims.sorted { $0.key < $1.key }),
      refreshToken: "h.k.i.c.r",
      expiresIn: 3600
    )
    bench.pool.onToken { _ async throws(UserPoolError) in tokens }
    do {
      let session = try await bench.manager.redeem(
        .code("c", redirectURI: "r", verifier: "v"),
        of: signIn
      )
      return (session, storage)
    } catch {
      #expect(await storage.items(withPrefix: "").isEmpty)
      throw error
    }
  }

  @Test func `whole tokens are stored, and without openid no ID token is missed`() async throws {
    let (session, storage) = try await redeem()
    #expect(session.id.username == "alice")
    #expect(await !storage.items(withPrefix: "").isEmpty)
    _ = try await redeem(scopes: ["email"], id: nil)
    _ = try await redeem(kind: .oidc)
  }

  @Test(arguments: [PoolConfiguration.Kind.cognito, .oidc])
  func `an ID token that was asked for and is not there is missed, with the nonce in it`(
    kind: PoolConfiguration.Kind
  ) async {
    await #expect(throws: SessionError.unusableTokens(.id, nil)) {
      try await redeem(kind: kind, scopes: ["email", "openid"], id: nil)
    }
  }

  @Test(arguments: [nil, "other"])
  func `a claim that is another or not there is no right one`(value: String?) async {
    let value = value.map(Self.quoted)
    await #expect(throws: SessionError.foreignTokens(claim: "pool")) {
      try await redeem(access: { $0["iss"] = value })
    }
    await #expect(throws: SessionError.foreignTokens(claim: "client")) {
      try await redeem(access: { $0["client_id"] = value })
    }
    await #expect(throws: SessionError.foreignTokens(claim: "user")) {
      try await redeem(access: { $0["sub"] = value })
    }
    for kind in PoolConfiguration.Kind.allCases {
      await #expect(throws: SessionError.foreignTokens(claim: "pool")) {
        try await redeem(kind: kind, id: { $0["iss"] = value })
      }
      await #expect(throws: SessionError.foreignTokens(claim: "client")) {
        try await redeem(kind: kind, id: { $0["aud"] = value })
      }
      await #expect(throws: SessionError.managed(.wrongNonce)) {
        try await redeem(kind: kind, id: { $0["nonce"] = value })
      }
    }
  }

  @Test func `another issuer's access token for an API does not stop the sign-in`() async throws {
    let (session, _) = try await redeem(
      kind: .oidc,
      access: {
        $0 = [
          "iss": Self.quoted("http://fs.example/adfs/services/trust"), "sub": Self.quoted("x"),
          "client_id": Self.quoted("of-the-api"),
        ]
      }
    )
    #expect(session.id.username == "a@example.com" && session.problems.isEmpty)
    // By the access token's it would belong to no pool, or to another one of the same client id.
    #expect(session.issuer == Self.generic)
  }
}
