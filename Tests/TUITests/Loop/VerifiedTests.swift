import AuthCore
import TUI
import TestSupport
import Testing

/// What the screen says of an access token that was not verified because it is for an API.
struct VerifiedTests {
  private static let foreign = SampleTokens.token([
    ("iss", #""https://sts.example.com/""#), ("sub", #""sub-alice""#), ("exp", "1772513600"),
  ])

  /// Verifies a generic issuer's session and hands the verdicts to the screen that shows it.
  private func shown(_ items: [String: String]) async throws -> String {
    let tokens = SampleTokens()
    let bench = ManagerBench(
      local: MemoryStorage(items.merging(tokens.pointer) { $1 }),
      kind: .oidc
    )
    bench.pool.onKeySet { () async throws(UserPoolError) in Array(#"{"keys":[]}"#.utf8) }
    let id = ManagerBench.id()
    let verdicts = try await bench.manager.verify(id)
    var sample = SampleApp(local: [tokens])
    _ = sample.app.update(.detailLoaded(try await bench.manager.detail(id)))
    _ = sample.app.update(.finished(.verified(verdicts), of: .verify(id)))
    return sample.picture
  }

  @Test func `nothing is called verified where no token was`() async throws {
    let tokens = SampleTokens()
    var items = tokens.items
    items[tokens.key(.accessToken)] = "opaque"
    items[tokens.key(.idToken)] = nil
    let picture = try await shown(items)
    #expect(!picture.contains("✓ verified"), "\(picture)")
    #expect(picture.contains("there is no ID token"), "\(picture)")
  }

  @Test func `the pane says why the access token was not verified`() async throws {
    let tokens = SampleTokens()
    var items = tokens.items
    items[tokens.key(.accessToken)] = Self.foreign
    let picture = try await shown(items)
    #expect(picture.contains("it is for an API"), "\(picture)")
    #expect(!picture.contains("press v"), "\(picture)")
  }
}
