import AuthCore
import TestSupport
import Testing

/// What a browser sign-in left for the client goes with the session, as Amplify does it.
struct ManagedSignOutTests {
  private let tokens = SampleTokens()
  private let flag = AmplifyKey.oauth(clientID: "client1", name: .oauthSignIn).text
  private let flight = AmplifyKey.oauth(clientID: "client1", name: .inflightOAuth).text
  private let foreign = AmplifyKey.oauth(clientID: "client2", name: .oauthSignIn).text

  private func items(isManaged: Bool) -> [String: String] {
    var items = tokens.items
    if isManaged { items[tokens.key(.oauthMetadata)] = #"{"oauthSignIn":true}"# }
    return items
  }

  private func signOut(
    _ local: MemoryStorage,
    _ cookie: MemoryStorage,
    meanwhile: @escaping @Sendable () async -> Void = {}
  ) async throws -> (ManagerBench, SignOutReport) {
    for key in [flag, foreign] { await local.setItem("true,false", forKey: key) }
    await local.setItem("true", forKey: flight)
    let bench = ManagerBench(
      local: local,
      more: [Backend(id: .cookie, storage: cookie, lifetime: .permanent)]
    )
    bench.pool.onRevoke { _ async throws(UserPoolError) in await meanwhile() }
    let report = try await bench.manager.signOut(ManagerBench.id(.cookie), scope: .here)
    return (bench, report)
  }

  @Test func `they go from the default storage, and an undo brings them back`() async throws {
    let (local, cookie) = (MemoryStorage(), MemoryStorage(items(isManaged: true)))
    let (bench, report) = try await signOut(local, cookie)
    #expect(report.plan.clientKeyCount == 2 && report.isRemoved)
    #expect(await local.items(withPrefix: "").map(\.key) == [foreign])
    _ = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
    #expect(await local.items(withPrefix: "").count == 3)
    #expect(try await cookie.stored(tokens)[.oauthMetadata] != nil)
  }

  @Test func `another browser sign-in under way does not stop the undo and is kept`() async throws {
    let (local, cookie) = (MemoryStorage(), MemoryStorage(items(isManaged: true)))
    let (bench, _) = try await signOut(local, cookie)
    await local.setItem("yes", forKey: flight)
    let plan = try await bench.manager.undoPlan()
    #expect(plan.conflicts.isEmpty && plan.keeps.count == 1)
    _ = try await bench.manager.undo(plan.step.id)
    #expect(await local.getItem(flight) == "yes")
    #expect(try await cookie.stored(tokens)[.refreshToken] != nil)
  }

  @Test func `a browser sign-in that took the place meanwhile keeps them`() async throws {
    let (local, cookie) = (MemoryStorage(), MemoryStorage(items(isManaged: true)))
    let key = tokens.key(.oauthMetadata)
    let newer = SampleTokens {
      $0.originJTI = "family-2"
      $0.refresh = "h.k.i.c.newer"
    }
    let (_, report) = try await signOut(local, cookie) {
      await cookie.apply(newer.items.map { .set(key: $0.key, value: $0.value) })
      await cookie.setItem(#"{"oauthSignIn":true}"#, forKey: key)
    }
    #expect(report.plan.clientKeyCount == 2 && report.unremoved.isEmpty)
    #expect(await cookie.getItem(tokens.key(.refreshToken)) == "h.k.i.c.newer")
    #expect(await local.items(withPrefix: "").count == 3)
  }

  @Test func `a session that began elsewhere leaves them alone`() async throws {
    let (local, cookie) = (MemoryStorage(), MemoryStorage(items(isManaged: false)))
    let (_, report) = try await signOut(local, cookie)
    #expect(report.plan.clientKeyCount == 0)
    #expect(await local.items(withPrefix: "").count == 3)
  }
}
