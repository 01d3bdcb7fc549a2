import AuthCore
import TestSupport
import Testing

/// Stopped anywhere, a session that is moved is whole in at least one place.
struct ManagerMoveTests {
  private let tokens = SampleTokens()
  private var items: [String: String] {
    tokens.items.merging(tokens.pointer) { $1 }
      .merging([tokens.key(.deviceKey): "device", tokens.key(.signInDetails): "{}"]) { $1 }
  }
  private var whole: [AmplifyKey.Name: String] {
    [
      .accessToken: tokens.access, .idToken: tokens.id, .refreshToken: tokens.refresh ?? "",
      .clockDrift: "0", .deviceKey: "device", .signInDetails: "{}",
    ]
  }

  @Test func `a session moves with its device keys and its pointer`() async throws {
    let (local, memory) = (MemoryStorage(items), MemoryStorage())
    let bench = ManagerBench(local: local, memory: memory)
    let outcome = try await bench.manager.move(ManagerBench.id(), to: .memory)
    #expect(outcome.movedPointer && outcome.target == ManagerBench.id(.memory))
    #expect(await local.items(withPrefix: "").isEmpty)
    #expect(try await memory.stored(tokens) == whole)
    #expect(try await memory.pointer(clientID: "client1") == "alice")
    #expect(await bench.manager.unfinishedMoves().isEmpty)
  }

  @Test func `an orphan moves without touching either pointer`() async throws {
    let bob = SampleTokens { $0.username = "bob" }
    let carol = SampleTokens { $0.username = "carol" }
    let local = MemoryStorage(tokens.items.merging(bob.pointer) { $1 })
    let memory = MemoryStorage(carol.items.merging(carol.pointer) { $1 })
    let bench = ManagerBench(local: local, memory: memory)
    #expect(try await bench.manager.move(ManagerBench.id(), to: .memory).movedPointer == false)
    #expect(try await local.pointer(clientID: "client1") == "bob")
    #expect(try await memory.pointer(clientID: "client1") == "carol")
    #expect(try await memory.stored(carol)[.accessToken] == carol.access)
  }

  /// Where a storage writes one key after the other, it may fail after any of them.
  @Test(arguments: 0..<7)
  func `a target that fails at any write is left as it was`(writes: Int) async throws {
    let (local, memory) = (MemoryStorage(items), FaultyStorage([tokens.key(.deviceKey): "other"]))
    let bench = ManagerBench(local: local, memory: memory)
    await memory.allow(writes: writes, thenFailing: 1)
    await #expect(throws: SessionError.self) {
      try await bench.manager.move(ManagerBench.id(), to: .memory)
    }
    // The seventh write is the pointer; a copy that is whole by then may stay.
    if writes < 6 { #expect(await memory.items == [tokens.key(.deviceKey): "other"]) }
    #expect(try await local.stored(tokens) == whole)
    #expect(try await local.pointer(clientID: "client1") == "alice")
    // Whatever was left there, the next try finishes.
    _ = try await bench.manager.move(ManagerBench.id(), to: .memory)
    #expect(try await memory.stored(tokens) == whole)
    #expect(await local.items(withPrefix: "").isEmpty)
  }

  @Test(arguments: 0..<7)
  func `a source that fails at any removal for good leaves the copy whole`(writes: Int) async throws
  {
    let (local, memory) = (FaultyStorage(items), MemoryStorage())
    let bench = ManagerBench(local: local, memory: memory)
    await local.allow(writes: writes)
    await #expect(throws: SessionError.self) {
      try await bench.manager.move(ManagerBench.id(), to: .memory)
    }
    let notes = await bench.manager.unfinishedMoves()
    if writes == 0 {
      // Nothing was removed, so that all is as it was.
      #expect(try await local.stored(tokens) == whole)
      #expect(await memory.items(withPrefix: "").isEmpty)
      #expect(notes.isEmpty)
    } else {
      #expect(try await memory.stored(tokens) == whole)
      #expect(try await memory.pointer(clientID: "client1") == "alice")
      let note = "a move of local/client1/alice to memory was cut short: move it again to finish"
      #expect(notes == [note])
    }
    await local.allow(writes: .max)
    _ = try await bench.manager.move(ManagerBench.id(), to: .memory)
    #expect(await local.items.isEmpty)
    #expect(try await memory.stored(tokens) == whole)
    #expect(try await memory.pointer(clientID: "client1") == "alice")
    #expect(await bench.manager.unfinishedMoves().isEmpty)
  }

  @Test(arguments: 0..<7)
  func `a source that fails once at any removal is put back`(writes: Int) async throws {
    let (local, memory) = (FaultyStorage(items), MemoryStorage())
    let bench = ManagerBench(local: local, memory: memory)
    await local.allow(writes: writes, thenFailing: 1)
    await #expect(throws: SessionError.self) {
      try await bench.manager.move(ManagerBench.id(), to: .memory)
    }
    #expect(try await local.stored(tokens) == whole)
    #expect(try await local.pointer(clientID: "client1") == "alice")
    #expect(await memory.items(withPrefix: "").isEmpty)
    #expect(await bench.manager.unfinishedMoves().isEmpty)
  }

  @Test func `a copy that reads back otherwise is taken away`() async throws {
    let (local, memory) = (MemoryStorage(items), FaultyStorage(mangles: true))
    let bench = ManagerBench(local: local, memory: memory)
    await #expect(throws: SessionError.copyDiffers(ManagerBench.id(.memory))) {
      try await bench.manager.move(ManagerBench.id(), to: .memory)
    }
    #expect(try await local.stored(tokens) == whole)
    #expect(await memory.items.isEmpty)
    #expect(await bench.manager.unfinishedMoves().isEmpty)
  }

  @Test func `another session of the same user is not overwritten`() async throws {
    let other = SampleTokens { $0.refresh = "h.k.i.c.other" }
    let (local, memory) = (MemoryStorage(items), MemoryStorage(other.items))
    let bench = ManagerBench(local: local, memory: memory)
    await #expect(throws: SessionError.alreadyThere(ManagerBench.id(.memory))) {
      try await bench.manager.move(ManagerBench.id(), to: .memory)
    }
    #expect(try await local.stored(tokens) == whole)
    #expect(try await memory.stored(other) == MemoryStorage(other.items).stored(other))
  }

  @Test func `half a copy from an earlier attempt is finished`() async throws {
    let half = [tokens.key(.accessToken): tokens.access, tokens.key(.idToken): tokens.id]
    let (local, memory) = (MemoryStorage(items), MemoryStorage(half))
    let bench = ManagerBench(local: local, memory: memory)
    _ = try await bench.manager.move(ManagerBench.id(), to: .memory)
    #expect(try await memory.stored(tokens) == whole)
    #expect(await local.items(withPrefix: "").isEmpty)
  }

  @Test func `a target without a session keeps what else it has of the user`() async throws {
    var items = items
    items[tokens.key(.deviceKey)] = nil
    let memory = MemoryStorage([tokens.key(.deviceKey): "theirs"])
    let bench = ManagerBench(local: MemoryStorage(items), memory: memory)
    _ = try await bench.manager.move(ManagerBench.id(), to: .memory)
    #expect(try await memory.stored(tokens)[.deviceKey] == "theirs")
  }

  @Test func `there and back at once loses nothing`() async throws {
    for _ in 0..<20 {
      let (local, memory) = (MemoryStorage(items), MemoryStorage())
      let bench = ManagerBench(local: local, memory: memory)
      async let there = try? bench.manager.move(ManagerBench.id(), to: .memory)
      async let back = try? bench.manager.move(ManagerBench.id(.memory), to: .local)
      _ = await (there, back)
      let places = try await [local.stored(tokens), memory.stored(tokens)]
      #expect(places.filter { $0 == whole }.count == 1)
    }
  }

  @Test func `a move waits for the refresh that is under way`() async throws {
    let (local, memory) = (MemoryStorage(items), MemoryStorage())
    let bench = ManagerBench(local: local, memory: memory)
    let bell = Bell()
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      bell.ring()
      for _ in 0..<50 { await Task.yield() }
      return SampleTokens { $0.refresh = "rotated" }.answer
    }
    async let refreshed = bench.manager.refresh(ManagerBench.id())
    #expect(await bell.isHeard())
    _ = try await bench.manager.move(ManagerBench.id(), to: .memory)
    #expect(try await refreshed.rotated)
    #expect(try await memory.stored(tokens)[.refreshToken] == "rotated")
  }

  @Test func `a refusal moves with its session`() async throws {
    let bench = ManagerBench(local: MemoryStorage(items), memory: MemoryStorage())
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      throw .refused(name: "RefreshTokenReuseException", message: "m", status: 400)
    }
    _ = try? await bench.manager.refresh(ManagerBench.id())
    _ = try await bench.manager.move(ManagerBench.id(), to: .memory)
    let moved = try await bench.manager.session(ManagerBench.id(.memory))
    #expect(moved.refusal?.kind == .reused)
  }

  @Test func `what cannot be moved says why`() async throws {
    let bench = ManagerBench(local: MemoryStorage(items), memory: MemoryStorage())
    await #expect(throws: SessionError.sameBackend(ManagerBench.id())) {
      try await bench.manager.move(ManagerBench.id(), to: .local)
    }
    await #expect(
      throws: SessionError.unknownBackend(BackendID("tape"), known: [.local, .memory])
    ) {
      try await bench.manager.move(ManagerBench.id(), to: BackendID("tape"))
    }
    await #expect(throws: SessionError.notFound(ManagerBench.id(.local, "bob"))) {
      try await bench.manager.move(ManagerBench.id(.local, "bob"), to: .memory)
    }
  }

  @Test func `a note of a move is kept while a backend cannot be read`() async throws {
    let local = FaultyStorage(items)
    let state = MemoryStorage(["move/local/client1/alice": "cookie"])
    let cookie = Backend(id: .cookie, storage: MemoryStorage(items), lifetime: .permanent)
    let bench = ManagerBench(local: local, state: state, more: [cookie])
    await local.allow(reads: 0)
    #expect(await bench.manager.unfinishedMoves().isEmpty)
    await local.allow(reads: .max)
    #expect(await bench.manager.unfinishedMoves().count == 1)
  }

  @Test func `a move that ended leaves no note, one that never began is told once`() async throws {
    let state = MemoryStorage(["move/local/client1/\u{301}a/b": "cookie"])
    let odd = SampleTokens { $0.username = "\u{301}a/b" }
    let cookie = Backend(id: .cookie, storage: MemoryStorage(), lifetime: .permanent)
    let bench = ManagerBench(local: MemoryStorage(odd.items), state: state, more: [cookie])
    let notes = await bench.manager.unfinishedMoves()
    #expect(notes.count == 1 && notes[0].contains("before anything was copied"))
    #expect(await bench.manager.unfinishedMoves().isEmpty)
  }

  @Test func `activating moves nothing and is remembered`() async throws {
    let state = MemoryStorage()
    let bench = ManagerBench(local: MemoryStorage(items), memory: MemoryStorage(), state: state)
    #expect(try await bench.manager.activate(.memory) == .local)
    #expect(await bench.manager.activeBackend() == .memory)
    let later = ManagerBench(local: MemoryStorage(items), memory: MemoryStorage(), state: state)
    #expect(await later.manager.activeBackend() == .memory)
    #expect(try await later.manager.session(ManagerBench.id()).isActive == false)
    // A backend that is gone by now cannot be the active one.
    #expect(
      await ManagerBench(local: MemoryStorage(), state: state).manager.activeBackend() == .local
    )
  }
}
