import TestSupport
import Testing

@testable import AuthCore

/// What the checks say of tokens that Cognito did not issue, and of whichever token ends first.
struct IssuerKindTests {
  private func codes(_ store: CheckStore) async throws -> Set<String> {
    Set(try await store.findings().map(\.code))
  }

  /// Tokens as another provider issues them.
  private var foreign: CheckStore {
    var store = CheckStore()
    store.claim("scope", #""openid email""#, in: [.access])
    store.claim("origin_jti", "")
    store.claim("exp", "\(1_772_510_000 + 7 * 86_400)")
    for place in [AmplifyKey.Name.accessToken, .idToken] {
      let rest = (store[place] ?? "").drop { $0 != "." }
      store[place] = Base64URL.encode(#"{"alg":"ES256","kid":"k"}"#.utf8) + rest
    }
    store[.refreshToken] = "opaque"
    store[.oauthMetadata] = #"{"oauthSignIn":true}"#
    return store
  }

  @Test func `a provider that is no Cognito pool is not judged by Cognito's rules`() async throws {
    var store = foreign
    let wanted: Set = [
      "algorithm-unexpected", "admin-scope-missing", "revocation-off", "lifetime-unusual",
      "refresh-token-form", "managed-login-alive",
    ]
    #expect(try await codes(store).isSuperset(of: wanted))
    store.kind = .oidc
    #expect(try await codes(store) == [])
  }

  @Test func `an ID token that ended first is an expired session`() async throws {
    var store = CheckStore()
    store.claim("exp", "\(store.now.seconds + 4)", in: [.id])
    let found = try await store.findings()
    #expect(!found.contains { $0.severity == .error })
    let finding = try #require(found.first { $0.code == "expired" })
    #expect(finding.sentence.hasPrefix("the ID token has expired"))
    #expect(finding.evidence.first?.place == TokenKind.id.title)
    store[.refreshToken] = nil
    #expect(try await codes(store).isSuperset(of: ["ended"]))
    store.claim("exp", "\(store.now.seconds + 6)", in: [.id])
    #expect(try await codes(store).isDisjoint(with: ["ended", "expired"]))
  }

  @Test func `the end of a refresh token is reckoned by the issuer's clock`() async throws {
    var store = CheckStore()
    store.validity = 120
    #expect(try await codes(store) == ["refresh-deadline-near"])
    store[.clockDrift] = "60001"
    #expect(try await codes(store).contains("refresh-deadline-past"))
  }

  @Test func `identities are never compared as text`() async throws {
    let told = #"[{"userId":"1","providerName":"G","primary":true,"dateCreated":1}]"#
    var store = CheckStore()
    store.claim(
      "identities",
      #"[{"userId":"1","providerName":"G","primary":"true","dateCreated":"1"}]"#,
      in: [.id]
    )
    let user = GetUserAnswer(
      username: "alice",
      userAttributes: [
        UserAttribute(name: "identities", value: told),
        UserAttribute(name: "email", value: "alice@example.com"),
      ]
    )
    store.learned = LearnedFacts(liveness: .alive(user))
    #expect(try await codes(store) == [])
  }
}
