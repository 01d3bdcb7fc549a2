import AuthCore
import TestSupport
import Testing

/// Scopes and groups that a session is asked for when it is verified.
struct ManagerGrantTests {
  private let groups = #"["admins"]"#

  /// A session whose tokens name these groups, of which the access token grants `openid email`.
  private func items(access: String?, id: String?) -> [String: String] {
    let tokens = SampleTokens()
    var items = tokens.items.merging(tokens.pointer) { $1 }
    func claims(_ use: String, _ groups: String?) -> [(String, String)] {
      [("token_use", "\"\(use)\""), ("exp", "1772513600")]
        + (use == "access" ? [("scope", "\"openid email\"")] : [])
        + (groups.map { [("cognito:groups", $0)] } ?? [])
    }
    items[tokens.key(.accessToken)] = SampleTokens.token(claims("access", access))
    items[tokens.key(.idToken)] = SampleTokens.token(claims("id", id))
    return items
  }

  private func verdicts(
    _ items: [String: String],
    kind: PoolConfiguration.Kind = .cognito,
    scopes: [String]? = nil,
    groups: [String]? = nil
  ) async throws -> SessionVerdicts {
    let bench = ManagerBench(local: MemoryStorage(items), kind: kind)
    bench.pool.onKeySet { () async throws(UserPoolError) in Array(#"{"keys":[]}"#.utf8) }
    return try await bench.manager.verify(ManagerBench.id(), scopes: scopes, groups: groups)
  }

  @Test(arguments: [(["email"], VerdictCode.ok), (["phone", "openid"], .ok), (["phone"], .scope)])
  func `the access token alone is held against scopes`(
    scopes: [String],
    code: VerdictCode
  ) async throws {
    let verdicts = try await verdicts(items(access: nil, id: nil), scopes: scopes)
    #expect(verdicts.access?.verdict.use.code == code)
    #expect(verdicts.idToken?.verdict.use.code == .ok)
    #expect(verdicts.scope == nil)
  }

  @Test func `both tokens are held against groups`() async throws {
    let both = try await verdicts(items(access: groups, id: groups), groups: ["admins", "x"])
    #expect(both.access?.verdict.use.code == .ok && both.idToken?.verdict.use.code == .ok)
    let one = try await verdicts(items(access: groups, id: nil), groups: ["admins"])
    #expect(one.access?.verdict.use.code == .ok)
    #expect(one.idToken?.verdict.use.code == .missingClaim)
    let other = try await verdicts(items(access: groups, id: groups), groups: ["owners"])
    #expect(other.access?.verdict.use.code == .groups && other.idToken?.verdict.use.code == .groups)
    let none = try await verdicts(items(access: nil, id: nil))
    #expect(none.access?.verdict.use.code == .ok && none.idToken?.verdict.use.code == .ok)
  }

  @Test func `an access token that nobody can read does not pass for one that grants the scope`()
    async throws
  {
    var items = items(access: nil, id: nil)
    items[SampleTokens().key(.accessToken)] = "opaque"
    let asked = try await verdicts(items, kind: .oidc, scopes: ["openid"])
    #expect(asked.access == nil)
    #expect(asked.scope?.status == .unknown && asked.scope?.code == .scope)
    #expect(try await verdicts(items, kind: .oidc).scope == nil)
  }
}
