import AuthCore
import TestSupport
import Testing

/// A note is forgotten only by who can judge it, after a look that succeeded.
struct NotePlaceTests {
  private let tokens = SampleTokens()
  private let state = MemoryStorage()

  /// One terminal's storage; terminals called `gone` have ended.
  private struct OneTerminal: ListingStorage, TerminalStorage {
    let terminal: String
    var values = MemoryStorage()

    func isGone(_ terminal: String) -> Bool { terminal == "gone" }
    func setItem(_ value: String, forKey key: String) async {
      await values.setItem(value, forKey: key)
    }
    func getItem(_ key: String) async -> String? { await values.getItem(key) }
    func removeItem(_ key: String) async { await values.removeItem(key) }
    func clear() async { await values.clear() }
    func items(withPrefix prefix: String) async -> [StorageItem] {
      await values.items(withPrefix: prefix)
    }
  }

  private func bench(_ terminal: OneTerminal, local: MemoryStorage = MemoryStorage())
    -> ManagerBench
  {
    ManagerBench(
      local: local,
      state: state,
      more: [Backend(id: .session, storage: terminal, lifetime: .terminal)]
    )
  }

  private func codes(_ bench: ManagerBench, _ id: SessionID) async throws -> [String] {
    try await bench.manager.session(id).problems.map(\.code).filter { $0.hasPrefix("sign-out") }
  }

  @Test func `a label outlives a look that failed`() async throws {
    let local = FaultyStorage(tokens.items)
    let bench = ManagerBench(local: local, state: state)
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    _ = try await bench.manager.signOut(ManagerBench.id(), scope: .here)
    await local.allow(reads: 0)
    #expect(await bench.manager.unknownSignOuts() == [])
    await local.allow(reads: .max)
    #expect(await bench.manager.unknownSignOuts().count == 1)
    #expect(try await codes(bench, ManagerBench.id()) == ["sign-out-unknown"])
  }

  @Test func `a label of tokens that were replaced goes, of tokens that are gone it stays a month`()
    async throws
  {
    let local = MemoryStorage(tokens.items)
    let bench = ManagerBench(local: local, state: state)
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    _ = try await bench.manager.signOut(ManagerBench.id(), scope: .here)
    await local.clear()
    #expect(await bench.manager.unknownSignOuts().count == 1)
    let later = ManagerBench(
      local: local,
      state: state,
      clock: { ManagerBench.now.advanced(byMilliseconds: 31 * 86_400_000) }
    )
    #expect(await later.manager.unknownSignOuts() == [])
    #expect(await state.items(withPrefix: "signout/").isEmpty)
    _ = try? await bench.manager.signOut(ManagerBench.id(), scope: .here)
    let again = MemoryStorage(tokens.items)
    let other = ManagerBench(local: again, state: state)
    other.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    _ = try await other.manager.signOut(ManagerBench.id(), scope: .here)
    await again.setItem("another", forKey: tokens.key(.refreshToken))
    #expect(await other.manager.unknownSignOuts() == [])
    #expect(await state.items(withPrefix: "signout/").isEmpty)
  }

  @Test func `two terminals neither see nor end each other's notes`() async throws {
    let mine = OneTerminal(terminal: "1", values: MemoryStorage(tokens.items))
    let theirs = OneTerminal(terminal: "2", values: MemoryStorage(tokens.items))
    let id = ManagerBench.id(.session)
    let bench = bench(mine)
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    _ = try await bench.manager.signOut(id, scope: .here)
    let other = self.bench(theirs)
    other.pool.onRefresh { _ async throws(UserPoolError) in
      SampleTokens { $0.refresh = "r2" }.answer
    }
    #expect(try await codes(other, id) == [])
    #expect(await other.manager.unknownSignOuts() == [])
    _ = try await other.manager.refresh(id)
    #expect(await other.manager.finishRefreshes(retrying: false) == [])
    #expect(try await codes(bench, id) == ["sign-out-unknown"])
    #expect(await state.items(withPrefix: "signout/session@1/").count == 1)
    // Another program of the same terminal sees it.
    #expect(try await codes(self.bench(mine), id) == ["sign-out-unknown"])
  }

  @Test func `a process keeps its notes of its own memory to itself`() async throws {
    let memory = MemoryStorage(tokens.items)
    let bench = ManagerBench(local: MemoryStorage(), memory: memory, state: state)
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    _ = try await bench.manager.signOut(ManagerBench.id(.memory), scope: .here)
    #expect(try await codes(bench, ManagerBench.id(.memory)) == ["sign-out-unknown"])
    #expect(await state.items(withPrefix: "").isEmpty)
  }

  @Test func `labels go along with a session that is moved, and come back with it`() async throws {
    let bench = ManagerBench(
      local: MemoryStorage(tokens.items),
      state: state,
      more: [Backend(id: .cookie, storage: MemoryStorage(), lifetime: .permanent)]
    )
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    _ = try await bench.manager.signOut(ManagerBench.id(), scope: .here)
    _ = try await bench.manager.move(ManagerBench.id(), to: .cookie)
    #expect(try await codes(bench, ManagerBench.id(.cookie)) == ["sign-out-unknown"])
    #expect(await bench.manager.unknownSignOuts().count == 1)
    _ = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
    #expect(try await codes(bench, ManagerBench.id()) == ["sign-out-unknown"])
    #expect(await bench.manager.unknownSignOuts().count == 1)
  }

  @Test func `a move under way keeps its label whoever looks`() async throws {
    let locks = SharedLocks()
    let (local, cookie) = (MemoryStorage(tokens.items), PausedStorage())
    @Sendable func bench() -> ManagerBench {
      ManagerBench(
        local: local,
        state: state,
        more: [Backend(id: .cookie, storage: cookie, lifetime: .permanent)],
        locks: locks.locks
      )
    }
    cookie.beforeWriting { [state] _ in
      #expect(await bench().manager.unfinishedMoves() == [])
      #expect(await state.items(withPrefix: "move/").count == 1)
      return true
    }
    _ = try await bench().manager.move(ManagerBench.id(), to: .cookie)
    #expect(await state.items(withPrefix: "move/").isEmpty)
  }

  @Test func `a move into another terminal is left to that terminal`() async throws {
    let local = MemoryStorage(tokens.items)
    let session = MemoryStorage(tokens.items)
    // What a move leaves that was cut short after it had copied.
    await state.setItem("session@1", forKey: "move/local/client1/alice")
    let other = OneTerminal(terminal: "2")
    #expect(await bench(other, local: local).manager.unfinishedMoves() == [])
    let own = OneTerminal(terminal: "1", values: session)
    #expect(
      await bench(own, local: local).manager.unfinishedMoves()
        == ["a move of local/client1/alice to session was cut short: move it again to finish"]
    )
  }

  @Test func `what is noted of a terminal goes with it, and only then`() async throws {
    let keys = [
      "move/local/client1/alice", "move/session@gone/client1/bob",
      "move/session@other/client1/carol",
    ]
    for (key, target) in zip(keys, ["session@gone", "local", "local"]) {
      await state.setItem(target, forKey: key)
    }
    #expect(await bench(OneTerminal(terminal: "1")).manager.unfinishedMoves() == [])
    #expect(await state.items(withPrefix: "").map(\.key) == [keys[2]])
  }
}
