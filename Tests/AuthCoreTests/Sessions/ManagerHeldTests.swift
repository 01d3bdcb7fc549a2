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
    #expect(await bench.manager.heldSessions().map(\.id) == [ManagerBench.id()])
    #expect(await bench.manager.placesForHeld(ManagerBench.id()) == [.memory])
    let stored = try await bench.manager.storeHeld(ManagerBench.id(), in: .memory)
    #expect(stored.id == ManagerBench.id(.memory))
    #expect(try await memory.stored(newer)[.refreshToken] == "h.k.i.c.refresh-2")
    #expect(try await memory.stored(newer)[.deviceKey] == "device")
    #expect(await local.items == items)
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  @Test(arguments: [false, true])
  func `a backend that does not take them either is named, and nothing is held under its name`(
    isSignIn: Bool
  ) async throws {
    let (local, cookie) = (FaultyStorage(isSignIn ? [:] : items), FaultyStorage())
    let bench = try await isSignIn ? held(local, cookie) : renewed(local, cookie)
    await cookie.allow(writes: 0, thenFailing: 1)
    let error = await #expect(throws: SessionError.self) {
      try await bench.manager.storeHeld(ManagerBench.id(), in: .cookie)
    }
    #expect(error == .storage(.cookie, .full(reason: "no more writes")) && error?.held == nil)
    #expect(await bench.manager.heldSessions().map(\.id) == [ManagerBench.id()])
    await cookie.allow(writes: .max)
    _ = try await bench.manager.storeHeld(ManagerBench.id(), in: .cookie)
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  /// A refresh of a session of `local` that cannot be written.
  private func renewed(
    _ local: FaultyStorage,
    _ other: any KeyValueStorage
  ) async throws -> ManagerBench {
    let bench = ManagerBench(
      local: local,
      more: [Backend(id: .cookie, storage: other, lifetime: .permanent)]
    )
    bench.pool.onRefresh { _ in SampleTokens { $0.refresh = "h.k.i.c.refresh-2" }.answer }
    await local.allow(writes: 0)
    _ = try? await bench.manager.refresh(ManagerBench.id())
    await local.allow(writes: .max)
    return bench
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
    #expect(await bench.manager.heldSessions().map(\.id) == [ManagerBench.id()])
  }

  private let signedIn = SampleTokens {
    $0.originJTI = "family-2"
    $0.iat = 1_772_510_050
    $0.refresh = "h.k.i.c.signed-in"
  }

  /// A sign-in over a session of `local` that cannot be written.
  private func held(
    _ local: FaultyStorage,
    _ other: any KeyValueStorage
  ) async throws -> ManagerBench {
    let bench = ManagerBench(
      local: local,
      more: [Backend(id: .cookie, storage: other, lifetime: .permanent)]
    )
    bench.pool.onInitiate { [signedIn] _ async throws(UserPoolError) in signedIn.answer }
    await local.allow(writes: 0)
    let attempt = SignInAttempt(
      username: "alice",
      password: Password("secret"),
      method: .password,
      pool: try #require(bench.manager.pools.configurations.first),
      backend: .local
    )
    await #expect(
      throws: SessionError.notSaved(ManagerBench.id(), .full(reason: "no more writes"))
    ) {
      try await bench.manager.signIn(attempt)
    }
    await local.allow(writes: .max)
    return bench
  }

  @Test func `a held sign-in takes its own place alone, and an undo brings back what was there`()
    async throws
  {
    let (local, cookie) = (FaultyStorage(items), MemoryStorage(tokens.items))
    let bench = try await held(local, cookie)
    #expect(await bench.manager.placesForHeld(ManagerBench.id()) == [])
    await #expect(throws: SessionError.alreadyThere(ManagerBench.id(.cookie))) {
      try await bench.manager.storeHeld(ManagerBench.id(), in: .cookie)
    }
    let outcome = try await bench.manager.refresh(ManagerBench.id())
    #expect(outcome.updatedCopies.isEmpty && bench.pool.calls == [.initiateAuth])
    #expect(try await local.stored(tokens)[.refreshToken] == "h.k.i.c.signed-in")
    #expect(try await cookie.stored(tokens)[.refreshToken] == "h.k.i.c.refresh-1")
    #expect(await bench.manager.heldSessions().isEmpty)
    _ = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
    #expect(try await local.stored(tokens)[.refreshToken] == "h.k.i.c.refresh-1")
  }

  @Test func `a held sign-in survives that another program renewed what it replaces`() async throws
  {
    let local = FaultyStorage(items)
    let bench = try await held(local, MemoryStorage())
    let rotated = SampleTokens { $0.refresh = "h.k.i.c.refresh-2" }
    for (key, value) in rotated.items { try await local.setItem(value, forKey: key) }
    _ = try await bench.manager.refresh(ManagerBench.id())
    #expect(try await local.stored(tokens)[.refreshToken] == "h.k.i.c.signed-in")
  }

  @Test func `a held sign-in waits where somebody else signed in meanwhile`() async throws {
    let local = FaultyStorage(items)
    let bench = try await held(local, MemoryStorage())
    let theirs = SampleTokens {
      $0.originJTI = "family-3"
      $0.refresh = "h.k.i.c.theirs"
    }
    for (key, value) in theirs.items { try await local.setItem(value, forKey: key) }
    bench.pool.onRefresh { _ async throws(UserPoolError) in throw .unreachable(reason: "r") }
    await #expect(throws: SessionError.pool(.unreachable(reason: "r"))) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    #expect(try await local.stored(tokens)[.refreshToken] == "h.k.i.c.theirs")
    #expect(await bench.manager.heldSessions().map(\.id) == [ManagerBench.id()])
    let stored = try await bench.manager.storeHeld(ManagerBench.id(), in: .cookie)
    #expect(stored.id == ManagerBench.id(.cookie))
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  @Test func `a sign-in into an empty place is stored by the next refresh`() async throws {
    let local = FaultyStorage()
    let bench = try await held(local, MemoryStorage())
    _ = try await bench.manager.refresh(ManagerBench.id())
    #expect(try await local.stored(tokens)[.refreshToken] == "h.k.i.c.signed-in")
    #expect(try await local.pointer(clientID: "client1") == "alice")
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  @Test(arguments: [(29, true), (30, false)])
  func `a busy storage is waited for, about a minute`(tries: Int, isStored: Bool) async throws {
    let local = FaultyStorage(items)
    let bench = ManagerBench(local: local)
    let newer = SampleTokens { $0.refresh = "h.k.i.c.refresh-2" }
    bench.pool.onRefresh { _ async throws(UserPoolError) in newer.answer }
    await local.allow(writes: 0, thenFailing: tries, with: .busy(seconds: 2))
    let outcome = try? await bench.manager.refresh(ManagerBench.id())
    #expect((outcome != nil) == isStored)
    #expect(await bench.manager.heldSessions().isEmpty == isStored)
    let stored = try await local.stored(tokens)[.refreshToken]
    #expect(stored == (isStored ? "h.k.i.c.refresh-2" : "h.k.i.c.refresh-1"))
  }
}
