import AuthCore
import TestSupport
import Testing

/// Renewed tokens exist nowhere else until they are stored: they are never dropped.
struct ManagerSaveTests {
  private let old = SampleTokens()
  private let new = SampleTokens {
    $0.iat = 1_772_510_059
    $0.refresh = "h.k.i.c.refresh-2"
  }
  private var items: [String: String] { old.items.merging(old.pointer) { $1 } }

  @Test(arguments: 0..<5)
  func `tokens that a storage would not take are stored by the next refresh`(
    writes: Int
  ) async throws {
    let storage = FaultyStorage(items)
    let bench = ManagerBench(local: storage)
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in new.answer }
    await storage.allow(writes: writes)
    let error = await #expect(throws: SessionError.self) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    #expect(error == .notSaved(ManagerBench.id(), .full(reason: "no more writes")))
    // Cut short anywhere, the retired refresh token is the first to have gone.
    let left = try await storage.getItem(old.key(.refreshToken))
    #expect(left == (writes == 0 ? "h.k.i.c.refresh-1" : "h.k.i.c.refresh-2"))
    await storage.allow(writes: .max)
    let outcome = try await bench.manager.refresh(ManagerBench.id())
    #expect(outcome.rotated)
    #expect(bench.pool.calls.count == 1)
    let stored = try await storage.stored(new)
    #expect(stored[.accessToken] == new.access && stored[.idToken] == new.id)
    #expect(stored[.refreshToken] == new.refresh && stored[.clockDrift] == "-1000")
  }

  @Test func `a storage that cannot be read before the write drops no token`() async throws {
    let storage = FaultyStorage(items)
    let bench = ManagerBench(local: storage)
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in
      await storage.allow(reads: 0)
      return new.answer
    }
    await #expect(
      throws: SessionError.notSaved(ManagerBench.id(), .failed(reason: "no more reads"))
    ) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    await storage.allow(reads: .max)
    _ = try await bench.manager.refresh(ManagerBench.id())
    #expect(try await storage.getItem(old.key(.refreshToken)) == "h.k.i.c.refresh-2")
    #expect(bench.pool.calls.count == 1)
  }

  @Test func `held tokens of a session that was replaced are not written over it`() async throws {
    let storage = FaultyStorage(items)
    let bench = ManagerBench(local: storage)
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in new.answer }
    await storage.allow(writes: 0)
    _ = try? await bench.manager.refresh(ManagerBench.id())
    await storage.allow(writes: .max)
    try await storage.setItem("signed-in-anew", forKey: old.key(.refreshToken))
    bench.pool.onRefresh { request async throws(UserPoolError) in
      throw .unreachable(reason: request.refreshToken)
    }
    await #expect(throws: SessionError.pool(.unreachable(reason: "signed-in-anew"))) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    #expect(try await storage.getItem(old.key(.refreshToken)) == "signed-in-anew")
  }

  @Test func `a session that changed meanwhile keeps its newer tokens`() async throws {
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    let key = old.key(.refreshToken)
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in
      await storage.setItem("newer", forKey: key)
      return new.answer
    }
    await #expect(throws: SessionError.changedMeanwhile(ManagerBench.id())) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    #expect(await storage.getItem(key) == "newer")
    #expect(await storage.getItem(old.key(.accessToken)) == old.access)
  }

  @Test func `a session that was signed out meanwhile does not come back`() async throws {
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in
      await storage.clear()
      return new.answer
    }
    await #expect(throws: SessionError.removedMeanwhile(ManagerBench.id())) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    #expect(await storage.items(withPrefix: "").isEmpty)
    // Nobody brings it back unasked, and nobody throws it away.
    #expect(await bench.manager.heldSessions().map(\.id) == [ManagerBench.id()])
    _ = try await bench.manager.storeHeld(ManagerBench.id(), in: .local)
    #expect(await storage.getItem(old.key(.refreshToken)) == "h.k.i.c.refresh-2")
  }

  @Test func `tokens of a session that was removed outlive a later sign-in and its refreshes`()
    async throws
  {
    let (storage, memory) = (MemoryStorage(items), MemoryStorage())
    let bench = ManagerBench(local: storage, memory: memory)
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in
      await storage.clear()
      return new.answer
    }
    await #expect(throws: SessionError.removedMeanwhile(ManagerBench.id())) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    let other = SampleTokens {
      $0.originJTI = "family-2"
      $0.refresh = "h.k.i.c.other-1"
    }
    await storage.apply(other.items.map { .set(key: $0.key, value: $0.value) })
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      SampleTokens {
        $0.originJTI = "family-2"
        $0.refresh = "h.k.i.c.other-2"
      }.answer
    }
    _ = try await bench.manager.refresh(ManagerBench.id())
    #expect(await storage.getItem(old.key(.refreshToken)) == "h.k.i.c.other-2")
    #expect(await bench.manager.heldSessions().map(\.id) == [ManagerBench.id()])
    _ = try await bench.manager.storeHeld(ManagerBench.id(), in: .memory)
    #expect(await memory.getItem(old.key(.refreshToken)) == "h.k.i.c.refresh-2")
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  @Test func `a newer generation of the same sign-in ends what is held`() async throws {
    let storage = FaultyStorage(items)
    let bench = ManagerBench(local: storage)
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in new.answer }
    await storage.allow(writes: 0)
    _ = try? await bench.manager.refresh(ManagerBench.id())
    await storage.allow(writes: .max)
    let newer = SampleTokens { $0.refresh = "h.k.i.c.refresh-3" }
    for (key, value) in newer.items { try await storage.setItem(value, forKey: key) }
    bench.pool.onRefresh { _ async throws(UserPoolError) in throw .unreachable(reason: "r") }
    _ = try? await bench.manager.refresh(ManagerBench.id())
    #expect(await bench.manager.heldSessions().isEmpty)
  }

  @Test func `a copy lives on though another sign-in took the session's place`() async throws {
    let (local, cookie) = (MemoryStorage(items), MemoryStorage(old.items))
    let bench = ManagerBench(
      local: local,
      more: [Backend(id: .cookie, storage: cookie, lifetime: .permanent)]
    )
    let key = old.key(.refreshToken)
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in
      await local.setItem("signed-in-anew", forKey: key)
      return new.answer
    }
    await #expect(throws: SessionError.changedMeanwhile(ManagerBench.id())) {
      try await bench.manager.refresh(ManagerBench.id())
    }
    #expect(await local.getItem(key) == "signed-in-anew")
    #expect(await cookie.getItem(key) == "h.k.i.c.refresh-2")
  }

  @Test func `the tokens follow a session that another program moved meanwhile`() async throws {
    let local = MemoryStorage(items)
    let memory = MemoryStorage()
    let bench = ManagerBench(local: local, memory: memory)
    bench.pool.onRefresh { [new, items] _ async throws(UserPoolError) in
      await memory.apply(items.map { .set(key: $0.key, value: $0.value) })
      await local.clear()
      return new.answer
    }
    let outcome = try await bench.manager.refresh(ManagerBench.id())
    #expect(outcome.session.id == ManagerBench.id(.memory))
    #expect(await memory.getItem(old.key(.refreshToken)) == "h.k.i.c.refresh-2")
    #expect(await local.items(withPrefix: "").isEmpty)
  }

  private actor Entries {
    private(set) var count = 0
    func add() { count += 1 }
  }

  @Test func `two refreshes of one session are one call`() async throws {
    let bench = ManagerBench(local: MemoryStorage(items))
    let entered = Entries()
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in
      while await entered.count < 8 { await Task.yield() }
      // The last of them may be a few steps before the wait for this call.
      for _ in 0..<2000 { await Task.yield() }
      return new.answer
    }
    let outcomes = try await withThrowingTaskGroup(of: RefreshOutcome.self) { group in
      for _ in 0..<8 {
        group.addTask {
          await entered.add()
          return try await bench.manager.refresh(ManagerBench.id())
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count == 8)
    #expect(outcomes.allSatisfy { $0 == outcomes[0] })
    #expect(bench.pool.calls.count == 1)
  }

  @Test func `sixty-four sessions at once never swap tokens`() async throws {
    let users = (0..<64).map { number in
      SampleTokens {
        $0.username = "user\(number)"
        $0.sub = "sub\(number)"
        $0.refresh = "r\(number)"
      }
    }
    let storage = MemoryStorage(
      users.reduce(into: [:]) { $0.merge($1.items) { $1 } }
    )
    let bench = ManagerBench(local: storage)
    bench.pool.onRefresh { request async throws(UserPoolError) in
      let number = request.refreshToken.dropFirst()
      for _ in 0..<Int.random(in: 0..<9) { await Task.yield() }
      return SampleTokens {
        $0.username = "user\(number)"
        $0.sub = "sub\(number)"
        $0.refresh = "R\(number)"
        $0.iat = 1_772_510_059
      }.answer
    }
    await withTaskGroup(of: Void.self) { group in
      for user in users {
        group.addTask {
          _ = try? await bench.manager.refresh(ManagerBench.id(.local, user.username))
        }
      }
    }
    let snapshot = try await bench.manager.snapshot(of: .local)
    #expect(snapshot.sessions.count == 64)
    for session in snapshot.sessions {
      let number = session.id.username.dropFirst(4)
      #expect(session.sub == "sub\(number)")
      let token = try await bench.manager.token(.refresh, of: session.id)
      #expect(token?.reveal() == "R\(number)")
    }
  }

  @Test func `a cancelled caller's refresh goes on to its end`() async throws {
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    let bell = Bell()
    bench.pool.onRefresh { [new] _ async throws(UserPoolError) in
      bell.ring()
      for _ in 0..<20 { await Task.yield() }
      return Task.isCancelled ? SampleTokens { $0.sub = "cancelled" }.answer : new.answer
    }
    let caller = Task { try await bench.manager.refresh(ManagerBench.id()) }
    #expect(await bell.isHeard())
    caller.cancel()
    _ = try await caller.value
    #expect(await storage.getItem(old.key(.refreshToken)) == "h.k.i.c.refresh-2")
  }
}
