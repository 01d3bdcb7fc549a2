import AuthCore
import TestSupport
import Testing

/// New tokens that their backend does not take are held and can be stored elsewhere.
struct ManagerHeldTests {
  private let tokens = SampleTokens()
  private var items: [String: String] {
    tokens.items.merging(tokens.pointer) { $1 }.merging([tokens.key(.deviceKey): "device"]) { $1 }
  }

  @Test func `a refresh on a full disk is stored in another backend, and nothing is lost`()
    async throws
  {
    let (local, memory) = (FaultyStorage(items), MemoryStorage())
    let bench = ManagerBench(local: local, memory: memory)
    let newer = SampleTokens {
      $0.iat = 1_772_510_050
      $0.refresh = "h.k.i.c.refresh-2"
    }
    bench.pool.onRefresh { _ in newer.answer }
    await local.allow(writes: 0)
    await #expect(
      throws: SessionError.notSaved(ManagerBench.id(), .full(reason: "no more writes"))
    ) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    #expect(await local.items == items)
    #expect(await bench.manager.heldSessions() == [ManagerBench.id()])
    #expect(await bench.manager.placesForHeld(ManagerBench.id()) == [.memory])
    let stored = try await bench.manager.storeHeld(ManagerBench.id(), in: .memory)
    #expect(stored.id == ManagerBench.id(.memory))
    #expect(try await memory.stored(newer)[.refreshToken] == "h.k.i.c.refresh-2")
    #expect(try await memory.stored(newer)[.deviceKey] == "device")
    #expect(await local.items == items)
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  @Test func `another session of the user is not overwritten by them`() async throws {
    let other = SampleTokens { $0.refresh = "h.k.i.c.other" }
    let (local, memory) = (FaultyStorage(items), MemoryStorage(other.items))
    let bench = ManagerBench(local: local, memory: memory)
    bench.pool.onRefresh { _ in SampleTokens { $0.iat = 1_772_510_050 }.answer }
    await local.allow(writes: 0)
    _ = try? await bench.manager.refresh(ManagerBench.id())
    #expect(await bench.manager.placesForHeld(ManagerBench.id()).isEmpty)
    await #expect(throws: SessionError.alreadyThere(ManagerBench.id(.memory))) {
      try await bench.manager.storeHeld(ManagerBench.id(), in: .memory)
    }
    #expect(await bench.manager.heldSessions() == [ManagerBench.id()])
  }
}
