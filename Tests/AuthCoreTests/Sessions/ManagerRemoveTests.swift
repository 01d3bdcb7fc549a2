import AuthCore
import TestSupport
import Testing

/// What is removed, also of users who have no tokens any more.
struct ManagerRemoveTests {
  private let alice = SampleTokens()
  private let pointer = AmplifyKey.lastAuthUser(clientID: "client1").text
  /// What a sign-out leaves of a remembered device.
  private var device: [String: String] {
    Dictionary(
      uniqueKeysWithValues: AmplifyKey.Name.device.map { (alice.key($0), $0.rawValue) }
    )
  }

  private func content(_ storage: MemoryStorage) async -> [StorageItem] {
    await storage.items(withPrefix: "")
  }

  @Test func `what is left of a user without tokens is removed and comes back`() async throws {
    let local = MemoryStorage(device.merging([alice.key(.userData): "{}"]) { $1 })
    let bench = ManagerBench(local: local)
    let before = await content(local)
    let id = ManagerBench.id()
    #expect(
      try await bench.manager.leftovers(of: id)
        == ["deviceKey", "deviceGroupKey", "randomPasswordKey", "userData"]
    )
    let plan = try await bench.manager.removalPlan(id, everything: true)
    #expect(plan.items.count == 4 && plan.kept.isEmpty && plan.alive.isEmpty)
    try await bench.manager.remove(id, everything: true)
    #expect(await content(local).isEmpty)
    let step = try await bench.manager.undoPlan().step
    #expect(step.title == "remove what was left of alice from local")
    _ = try await bench.manager.undo(step.id)
    #expect(await content(local) == before)
  }

  @Test func `a pointer that names nobody stored goes too`() async throws {
    let local = MemoryStorage(alice.pointer)
    let bench = ManagerBench(local: local)
    #expect(try await bench.manager.leftovers(of: ManagerBench.id()) == ["LastAuthUser"])
    #expect(try await bench.manager.removalPlan(ManagerBench.id(), everything: true).clearsPointer)
    try await bench.manager.remove(ManagerBench.id(), everything: true)
    #expect(await content(local).isEmpty)
    _ = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
    #expect(try await local.pointer(clientID: "client1") == "alice")
  }

  @Test func `without asking for everything a user without tokens is nobody`() async throws {
    let local = MemoryStorage(device.merging(alice.pointer) { $1 })
    let bench = ManagerBench(local: local)
    let before = await content(local)
    let missing = SessionError.notFound(ManagerBench.id())
    await #expect(throws: missing) { try await bench.manager.remove(ManagerBench.id()) }
    await #expect(throws: missing) { try await bench.manager.removalPlan(ManagerBench.id()) }
    await #expect(throws: SessionError.notFound(ManagerBench.id(.local, "bob"))) {
      try await bench.manager.remove(ManagerBench.id(.local, "bob"), everything: true)
    }
    #expect(await content(local) == before)
  }

  @Test func `nothing is left of a session, and nothing of another user goes`() async throws {
    let bob = SampleTokens { $0.username = "bob" }
    let others = bob.items.merging(bob.pointer) { $1 }
    let local = MemoryStorage(device.merging(others) { $1 })
    let bench = ManagerBench(local: local)
    #expect(try await bench.manager.leftovers(of: ManagerBench.id(.local, "bob")).isEmpty)
    #expect(try await bench.manager.leftovers(of: ManagerBench.id(.local, "carol")).isEmpty)
    try await bench.manager.remove(ManagerBench.id(), everything: true)
    #expect(await content(local) == content(MemoryStorage(others)))
  }
}
