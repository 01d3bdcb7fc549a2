import AuthCore
import TestSupport
import Testing

/// Labels go where their session goes, are lost nowhere, and stay where nothing went.
struct FollowingNotesTests {
  private let tokens = SampleTokens()
  private let state = MemoryStorage()
  private let cookieID = ManagerBench.id(.cookie)

  /// Alice in local, with a sign-out that got no answer.
  private func bench(
    local: any KeyValueStorage,
    cookie: any KeyValueStorage = MemoryStorage(),
    state: (any ListingStorage)? = nil
  ) async throws -> ManagerBench {
    let bench = ManagerBench(
      local: local,
      state: state ?? self.state,
      more: [Backend(id: .cookie, storage: cookie, lifetime: .permanent)]
    )
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    _ = try await bench.manager.signOut(ManagerBench.id(), scope: .here)
    return bench
  }

  private func keys() async -> [String] {
    await state.items(withPrefix: "signout/").map(\.key)
  }

  @Test func `a move that failed leaves no label at its target`() async throws {
    let local = FaultyStorage(tokens.items)
    let bench = try await bench(local: local)
    await local.allow(writes: 0, thenFailing: 1)
    await #expect(throws: SessionError.self) {
      try await bench.manager.move(ManagerBench.id(), to: .cookie)
    }
    #expect(await keys() == ["signout/local/client1/alice"])
    let told = await bench.manager.unknownSignOuts()
    #expect(told.count == 1 && told[0].hasPrefix("local/client1/alice: "))
  }

  @Test(arguments: [false, true])
  func `what was noted of the target before stays`(fails: Bool) async throws {
    let older = SampleTokens {
      $0.originJTI = "family-0"
      $0.refresh = "h.k.i.c.older"
    }
    let (local, cookie) = (FaultyStorage(tokens.items), MemoryStorage(older.items))
    let bench = try await bench(local: local, cookie: cookie)
    #expect(
      try await bench.manager.signOut(cookieID, scope: .here, removeAnyway: true).isRemoved
    )
    let before = await state.getItem("signout/cookie/client1/alice")
    if fails { await local.allow(writes: 0, thenFailing: 1) }
    _ = try? await bench.manager.move(ManagerBench.id(), to: .cookie)
    let told = await bench.manager.unknownSignOuts()
    #expect(told.count == 2)
    #expect(told.count { $0.contains("may still honour") && $0.hasPrefix("cookie/") } == 1)
    if fails {
      #expect(await state.getItem("signout/cookie/client1/alice") == before)
    } else {
      #expect(await keys() == ["signout/cookie/client1/alice"])
      // And back: each goes where it belongs.
      _ = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
      #expect(await state.getItem("signout/cookie/client1/alice") == before)
      #expect(await bench.manager.unknownSignOuts().count == 2)
    }
  }

  @Test func `a move that is made again takes the label along once more`() async throws {
    let bench = try await bench(local: MemoryStorage(tokens.items))
    _ = try await bench.manager.move(ManagerBench.id(), to: .cookie)
    for _ in 0..<2 {
      _ = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
      #expect(await keys() == ["signout/local/client1/alice"])
      _ = try await bench.manager.undo(try await bench.manager.undoPlan(redo: true).step.id)
      #expect(await keys() == ["signout/cookie/client1/alice"])
    }
    let moved = try await bench.manager.session(cookieID)
    #expect(moved.problems.contains { $0.code == "sign-out-unknown" })
    let told = await bench.manager.unknownSignOuts()
    #expect(told.count == 1 && !told[0].contains("were removed"))
  }

  @Test func `a label that cannot be copied stays where it was`() async throws {
    let state = Choosy(storage: state, refused: "signout/cookie/")
    let bench = try await bench(local: MemoryStorage(tokens.items), state: state)
    _ = try await bench.manager.move(ManagerBench.id(), to: .cookie)
    #expect(await keys() == ["signout/local/client1/alice"])
    #expect(await bench.manager.unknownSignOuts().count == 1)
  }

  /// Notes of which some cannot be written.
  private struct Choosy: ListingStorage {
    let storage: MemoryStorage
    let refused: String

    func setItem(_ value: String, forKey key: String) async throws {
      if key.hasPrefix(refused) { throw StorageError.full(reason: "no room") }
      await storage.setItem(value, forKey: key)
    }
    func getItem(_ key: String) async -> String? { await storage.getItem(key) }
    func removeItem(_ key: String) async { await storage.removeItem(key) }
    func clear() async { await storage.clear() }
    func items(withPrefix prefix: String) async -> [StorageItem] {
      await storage.items(withPrefix: prefix)
    }
  }
}
