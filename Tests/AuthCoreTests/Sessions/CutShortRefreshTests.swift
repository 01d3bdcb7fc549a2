import AuthCore
import Synchronization
import TestSupport
import Testing

/// What a process that ended in the middle of a refresh leaves, and what the next one makes of it.
struct CutShortRefreshTests {
  private let old = SampleTokens()
  private let new = SampleTokens {
    $0.iat = 1_772_510_059
    $0.refresh = "h.k.i.c.refresh-2"
  }
  private let state = MemoryStorage()
  private let id = ManagerBench.id()

  private func problems(_ bench: ManagerBench) async throws -> [String] {
    let listed = try await bench.manager.snapshot(of: .local).sessions.first
    let codes = try await bench.manager.session(id).problems.map(\.code)
    #expect(listed?.problems.map(\.code) == codes)
    return codes.filter { $0.hasPrefix("refresh") }
  }

  /// A refresh whose answer never arrives, as a process that is killed meanwhile sees it.
  private func cutShort(_ storage: any KeyValueStorage, memory: MemoryStorage? = nil) async {
    let bench = ManagerBench(local: storage, memory: memory, state: state)
    let bell = Bell()
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      bell.ring()
      await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
      throw .unanswered(reason: "never")
    }
    // Left behind like the process: it never comes back within the test.
    Task { try await bench.manager.refresh(id) }
    #expect(await bell.isHeard())
  }

  @Test func `the intent is noted before anything is sent, and holds no token`() async throws {
    let storage = MemoryStorage(old.items)
    await cutShort(storage)
    let notes = await state.items(withPrefix: "refresh/")
    #expect(notes.map(\.key) == ["refresh/\(id)"])
    let note = try #require(notes.first)
    #expect(!note.value.contains("h.k.i.c") && !note.value.contains(old.access))
  }

  @Test func `the next start finishes it within the grace period`() async throws {
    let storage = MemoryStorage(old.items)
    await cutShort(storage)
    let next = ManagerBench(local: storage, state: state)
    #expect(try await problems(next) == ["refresh-cut-short"])
    next.pool.onRefresh { [new] _ async throws(UserPoolError) in new.answer }
    let notes = await next.manager.finishRefreshes(retrying: true)
    #expect(notes.count == 1 && notes[0].contains("is done"))
    #expect(try await problems(next) == [])
    #expect(await storage.getItem(old.key(.refreshToken)) == "h.k.i.c.refresh-2")
    #expect(await state.items(withPrefix: "refresh/").isEmpty)
  }

  @Test func `a copy that cannot be written hides nothing of the others`() async throws {
    let (local, memory) = (MemoryStorage(old.items), FaultyStorage(old.items))
    await cutShort(local)
    for (key, value) in new.items { await local.setItem(value, forKey: key) }
    let cookie = MemoryStorage(old.items)
    let next = ManagerBench(
      local: local,
      memory: memory,
      state: state,
      more: [Backend(id: .cookie, storage: cookie, lifetime: .permanent)]
    )
    await memory.allow(writes: 0)
    let notes = await next.manager.finishRefreshes(retrying: false)
    #expect(notes.count == 2)
    #expect(notes.contains("cookie/client1/alice got the tokens of a refresh that was cut short"))
    #expect(notes.contains { $0.hasPrefix("memory/client1/alice did not get") })
    #expect(await cookie.getItem(old.key(.refreshToken)) == "h.k.i.c.refresh-2")
    // What is left to do is done by the next start.
    await memory.allow(writes: .max)
    #expect(
      await next.manager.finishRefreshes(retrying: false)
        == ["memory/client1/alice got the tokens of a refresh that was cut short"]
    )
    #expect(await memory.items[old.key(.refreshToken)] == "h.k.i.c.refresh-2")
    #expect(await state.items(withPrefix: "refresh/").isEmpty)
  }

  @Test func `the copies that another try may end are named first`() async throws {
    let storage = MemoryStorage(old.items)
    await cutShort(storage)
    let next = ManagerBench(local: storage, memory: MemoryStorage(old.items), state: state)
    next.pool.onRefresh { [new] _ async throws(UserPoolError) in new.answer }
    let named = Mutex<[SessionID: [SessionID]]>([:])
    _ = await next.manager.finishRefreshes(retrying: true) { id, copies in
      named.withLock { $0[id] = copies }
    }
    #expect(named.withLock { $0 } == [id: [ManagerBench.id(.memory)]])
  }

  @Test func `a later start labels it and sends nothing`() async throws {
    let storage = MemoryStorage(old.items)
    await cutShort(storage)
    let next = ManagerBench(
      local: storage,
      state: state,
      clock: { ManagerBench.now.advanced(byMilliseconds: 60_001) }
    )
    let notes = await next.manager.finishRefreshes(retrying: true)
    #expect(notes.count == 1 && notes[0].contains("was cut short"))
    #expect(next.pool.calls.isEmpty)
    #expect(try await problems(next) == ["refresh-cut-short"])
  }

  @Test func `a token that the first try used up is told as that`() async throws {
    let storage = MemoryStorage(old.items)
    await cutShort(storage)
    let next = ManagerBench(local: storage, state: state)
    next.pool.onRefresh { _ async throws(UserPoolError) in
      throw .refused(name: "RefreshTokenReuseException", message: "used", status: 400)
    }
    await #expect(throws: SessionError.self) { try await next.manager.refresh(id) }
    #expect(try await problems(next) == ["refresh-token-used-up"])
    #expect(try await next.manager.session(id).refusal?.kind == .reused)
    #expect(await storage.getItem(old.key(.refreshToken)) == "h.k.i.c.refresh-1")
    // Whoever signs in again is not reminded of it.
    await storage.setItem("h.k.i.c.signed-in", forKey: old.key(.refreshToken))
    #expect(try await problems(next) == [])
  }

  @Test func `copies get what was stored before the end`() async throws {
    let memory = MemoryStorage(old.items)
    let storage = MemoryStorage(old.items)
    await cutShort(storage, memory: memory)
    // The tokens were stored, and then the process ended.
    for (key, value) in new.items { await storage.setItem(value, forKey: key) }
    let next = ManagerBench(local: storage, memory: memory, state: state)
    let notes = await next.manager.finishRefreshes(retrying: false)
    #expect(notes.count == 1 && notes[0].hasPrefix("memory/client1/alice got the tokens"))
    #expect(await memory.getItem(old.key(.refreshToken)) == "h.k.i.c.refresh-2")
    #expect(await memory.getItem(old.key(.accessToken)) == new.access)
    #expect(await state.items(withPrefix: "refresh/").isEmpty)
    #expect(next.pool.calls.isEmpty)
  }

  @Test func `a copy gets no other sign-in's tokens, and keeps the label`() async throws {
    let (storage, copy) = (MemoryStorage(old.items), MemoryStorage(old.items))
    await cutShort(storage)
    // The user signed in anew after the process had ended.
    let other = SampleTokens {
      $0.originJTI = "family-2"
      $0.iat = 1_772_510_050
      $0.refresh = "h.k.i.c.signed-in"
    }
    for (key, value) in other.items { await storage.setItem(value, forKey: key) }
    let next = ManagerBench(
      local: storage,
      state: state,
      more: [Backend(id: .cookie, storage: copy, lifetime: .permanent)]
    )
    #expect(await next.manager.finishRefreshes(retrying: false) == [])
    #expect(await copy.getItem(old.key(.refreshToken)) == "h.k.i.c.refresh-1")
    #expect(
      await state.items(withPrefix: "refresh/").map(\.key) == ["refresh/cookie/client1/alice"]
    )
    #expect(
      try await next.manager.session(ManagerBench.id(.cookie)).problems.map(\.code)
        .contains("refresh-cut-short")
    )
  }

  @Test func `the note of a session that is gone goes after a day, and not before`() async throws {
    let storage = MemoryStorage(old.items)
    await cutShort(storage)
    await storage.clear()
    for (milliseconds, count) in [(Int64(86_400_000), 1), (86_400_001, 0)] {
      let next = ManagerBench(
        local: storage,
        state: state,
        clock: { ManagerBench.now.advanced(byMilliseconds: milliseconds) }
      )
      #expect(await next.manager.finishRefreshes(retrying: true) == [])
      #expect(await state.items(withPrefix: "refresh/").count == count)
    }
  }

  private static let ends: [(UserPoolError, [String])] = [
    (.unreachable(reason: "r"), []),
    (.unanswered(reason: "r"), ["refresh-cut-short"]),
    (.unreadable(status: 502, reason: "r"), ["refresh-cut-short"]),
    (.unreadable(status: 200, reason: "r"), ["refresh-cut-short"]),
    (.unreadable(status: 307, reason: "r"), []),
    (.refused(name: "InternalErrorException", message: "", status: 500), ["refresh-cut-short"]),
    (.refused(name: "TooManyRequestsException", message: "", status: 429), []),
    (.refused(name: "RefreshTokenReuseException", message: "", status: 400), []),
  ]

  @Test(arguments: 0..<8)
  func `an error leaves a label only where the pool may have done it`(number: Int) async throws {
    let (error, codes) = Self.ends[number]
    let bench = ManagerBench(local: MemoryStorage(old.items), state: state)
    bench.pool.onRefresh { _ async throws(UserPoolError) in throw error }
    bench.pool.onInitiate { _ async throws(UserPoolError) in throw error }
    await #expect(throws: SessionError.self) { try await bench.manager.refresh(id) }
    #expect(try await problems(bench) == codes)
  }

  @Test func `a try that surely did nothing keeps what was unknown before`() async throws {
    let storage = MemoryStorage(old.items)
    await cutShort(storage)
    let next = ManagerBench(local: storage, state: state)
    next.pool.onRefresh { _ async throws(UserPoolError) in throw .unreachable(reason: "r") }
    await #expect(throws: SessionError.self) { try await next.manager.refresh(id) }
    #expect(try await problems(next) == ["refresh-cut-short"])
  }

  @Test func `where no note can be written nothing is sent`() async throws {
    let storage = MemoryStorage(old.items)
    let bench = ManagerBench(local: storage, state: RefusingStorage())
    await #expect(
      throws: SessionError.notNoted(id, .full(reason: "no more notes"))
    ) { try await bench.manager.refresh(id) }
    #expect(bench.pool.calls.isEmpty)
  }

  @Test func `a refresh under way elsewhere is not told as cut short`() async throws {
    let storage = MemoryStorage(old.items)
    await cutShort(storage)
    let held = SessionLocks(acquire: { _ in {} }, isHeld: { _ in true })
    let bench = ManagerBench(local: storage, state: state, locks: held)
    #expect(try await problems(bench) == [])
    #expect(await bench.manager.finishRefreshes(retrying: true).isEmpty)
  }
}

/// Notes that cannot be written.
private struct RefusingStorage: ListingStorage {
  func setItem(_ value: String, forKey key: String) throws {
    throw StorageError.full(reason: "no more notes")
  }
  func getItem(_ key: String) -> String? { nil }
  func removeItem(_ key: String) {}
  func clear() {}
  func items(withPrefix prefix: String) -> [StorageItem] { [] }
}
