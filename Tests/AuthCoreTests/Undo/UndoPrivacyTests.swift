import AuthCore
import TestSupport
import Testing

/// What ends with a terminal or a process, or is encrypted elsewhere, gets no copy in the log.
struct UndoPrivacyTests {
  private let tokens = SampleTokens()
  private var items: [String: String] { tokens.items.merging(tokens.pointer) { $1 } }

  private func holdsToken(_ storage: MemoryStorage) async -> Bool {
    await storage.items(withPrefix: "").contains { item in
      item.value.contains(tokens.access) || item.value.contains(tokens.refresh ?? "none")
    }
  }

  @Test func `summaries hold no token and values do`() async throws {
    let undo = MemoryStorage()
    let bench = ManagerBench(local: MemoryStorage(items), undo: undo)
    try await bench.manager.remove(ManagerBench.id())
    let steps = await undo.items(withPrefix: "steps/")
    let values = await undo.items(withPrefix: "values/")
    #expect(steps.count == 1 && values.count == 1)
    #expect(steps.allSatisfy { !$0.value.contains(tokens.access) })
    #expect(values.allSatisfy { $0.value.contains(tokens.access) })
  }

  @Test(arguments: [Backend.Lifetime.terminal, .process, .permanent])
  func `a move to a more private backend leaves no token in the log`(
    lifetime: Backend.Lifetime
  ) async throws {
    let (undo, target) = (MemoryStorage(), MemoryStorage())
    let place = BackendID("elsewhere")
    let bench = ManagerBench(
      local: MemoryStorage(items),
      undo: undo,
      more: [
        Backend(id: place, storage: target, lifetime: lifetime, keepsItsUndo: true)
      ]
    )
    _ = try await bench.manager.move(ManagerBench.id(), to: place)
    #expect(await !holdsToken(undo))
    let shares = await target.items(withPrefix: "authtop.undo.")
    #expect(shares.count == (lifetime == .process ? 0 : 1))
    // No scan takes it for a session.
    #expect(await bench.manager.snapshots().flatMap(\.sessions).count == 1)
    _ = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
    #expect(try await bench.manager.session(ManagerBench.id()).isPointer)
    try await bench.manager.forgetUndoSteps()
    #expect(await target.items(withPrefix: "").isEmpty)
    #expect(await undo.items(withPrefix: "").isEmpty)
  }

  @Test func `a step whose values went with their terminal says so`() async throws {
    let (undo, state) = (MemoryStorage(), MemoryStorage())
    let place = BackendID("session")
    func manager(_ terminal: MemoryStorage, _ local: MemoryStorage) -> SessionManager {
      ManagerBench(
        local: local,
        state: state,
        undo: undo,
        more: [Backend(id: place, storage: terminal, lifetime: .terminal)]
      ).manager
    }
    let local = MemoryStorage(items)
    _ = try await manager(MemoryStorage(), local).move(ManagerBench.id(), to: place)
    let other = manager(MemoryStorage(), local)
    await #expect(
      throws: SessionError.undo(.gone("move alice from local to session", [place]))
    ) {
      try await other.undoPlan()
    }
  }

  @Test func `a helper that is not on the path keeps its step until it can be asked`() async throws
  {
    let (undo, helper) = (MemoryStorage(), MemoryStorage())
    let local = MemoryStorage(items)
    let pass = BackendID("helper:pass")
    func manager(_ more: [Backend], later: Int64 = 0) -> SessionManager {
      ManagerBench(
        local: local,
        undo: undo,
        more: more,
        clock: { ManagerBench.now.advanced(bySeconds: later) }
      ).manager
    }
    let there = [Backend(id: pass, storage: helper, lifetime: .permanent, keepsItsUndo: true)]
    _ = try await manager(there).move(ManagerBench.id(), to: pass)
    let aWeek: Int64 = 8 * 86_400
    await manager([], later: aWeek).forgetOldUndoSteps()
    #expect(await helper.items(withPrefix: "authtop.undo.").count == 1)
    #expect(await undo.items(withPrefix: "steps/").count == 1)
    #expect(await undo.items(withPrefix: "values/").isEmpty)
    await #expect(throws: SessionError.undo(.kept([pass]))) {
      try await manager([]).forgetUndoSteps()
    }
    // Whoever starts next with the helper on the path removes it, without any change.
    await manager(there, later: aWeek).forgetOldUndoSteps()
    #expect(await helper.items(withPrefix: "authtop.undo.").isEmpty)
    #expect(await undo.items(withPrefix: "").isEmpty)
  }

  @Test func `a helper that does not answer is asked once, whatever it keeps`() async throws {
    let (undo, helper) = (MemoryStorage(), MuteStorage())
    let pass = BackendID("helper:pass")
    let others = ["alice", "bob", "carol"].map { name in SampleTokens { $0.username = name } }
    let bench = ManagerBench(
      local: MemoryStorage(others.reduce(into: [:]) { $0.merge($1.items) { $1 } }),
      undo: undo,
      more: [Backend(id: pass, storage: helper, lifetime: .permanent, keepsItsUndo: true)]
    )
    for tokens in others {
      _ = try await bench.manager.move(ManagerBench.id(.local, tokens.username), to: pass)
    }
    #expect(await undo.items(withPrefix: "steps/").count == 3)
    await helper.silence()
    await #expect(throws: SessionError.undo(.kept([pass]))) {
      try await bench.manager.forgetUndoSteps()
    }
    #expect(await helper.unanswered == 1)
    #expect(await undo.items(withPrefix: "steps/").count == 3)
  }

  @Test func `a step that cannot be written leaves nothing in a helper`() async throws {
    let helper = MemoryStorage()
    let pass = BackendID("helper:pass")
    let bench = ManagerBench(
      local: MemoryStorage(items),
      undo: ReadOnlyStorage(),
      more: [Backend(id: pass, storage: helper, lifetime: .permanent, keepsItsUndo: true)]
    )
    _ = try await bench.manager.move(ManagerBench.id(), to: pass)
    #expect(await helper.items(withPrefix: "authtop.undo.").isEmpty)
  }

  @Test func `a limit of no steps keeps no old values at all`() async throws {
    let undo = MemoryStorage()
    let bench = ManagerBench(
      local: MemoryStorage(items),
      undo: undo,
      undoLimits: UndoLimits(count: 0)
    )
    try await bench.manager.remove(ManagerBench.id())
    #expect(await undo.items(withPrefix: "").isEmpty)
  }

  @Test func `a log that cannot be written stops no change and is told`() async throws {
    let bench = ManagerBench(
      local: MemoryStorage(items),
      memory: MemoryStorage(),
      undo: ReadOnlyStorage()
    )
    let outcome = try await bench.manager.move(ManagerBench.id(), to: .memory)
    #expect(!outcome.isRecorded)
  }
}

/// A helper that stops answering.
private actor MuteStorage: KeyValueStorage {
  private let storage = MemoryStorage()
  private var isSilent = false
  private(set) var unanswered = 0

  func silence() { isSilent = true }
  func setItem(_ value: String, forKey key: String) async throws {
    await storage.setItem(value, forKey: key)
  }
  func getItem(_ key: String) async throws -> String? { await storage.getItem(key) }
  func removeItem(_ key: String) async throws {
    guard !isSilent else {
      unanswered += 1
      throw StorageError.unavailable(reason: "no answer")
    }
    await storage.removeItem(key)
  }
  func clear() async throws { await storage.clear() }
}

/// A store that reads as empty and takes nothing.
private struct ReadOnlyStorage: ListingStorage {
  func setItem(_ value: String, forKey key: String) throws { throw error }
  func getItem(_ key: String) -> String? { nil }
  func removeItem(_ key: String) throws { throw error }
  func clear() throws { throw error }
  func items(withPrefix prefix: String) -> [StorageItem] { [] }
  private var error: StorageError { .full(reason: "no room") }
}
