import AuthCore
import Synchronization
import TestSupport
import Testing

/// Every local change can be taken back, as long as nothing newer is in the way.
struct ManagerUndoTests {
  private let tokens = SampleTokens()
  private var items: [String: String] {
    tokens.items.merging(tokens.pointer) { $1 }
      .merging([tokens.key(.deviceKey): "device", tokens.key(.signInDetails): "{}"]) { $1 }
  }

  private func content(_ storage: MemoryStorage) async -> [String: String] {
    Dictionary(
      await storage.items(withPrefix: "").map { ($0.key, $0.value) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  @Test func `a move is taken back and done again`() async throws {
    let bob = SampleTokens { $0.username = "bob" }
    let before = bob.items.merging(bob.pointer) { $1 }
    let (local, memory) = (MemoryStorage(items), MemoryStorage(before))
    let bench = ManagerBench(local: local, memory: memory)
    _ = try await bench.manager.move(ManagerBench.id(), to: .memory)
    let after = await content(memory)
    let plan = try await bench.manager.undoPlan()
    #expect(plan.step.title == "move alice from local to memory" && plan.conflicts.isEmpty)
    #expect(
      plan.restores == [
        "put 6 keys back into local", "remove 6 keys from memory",
        "make LastAuthUser of memory name bob again",
        "make LastAuthUser of local name alice again",
      ]
    )
    _ = try await bench.manager.undo(plan.step.id)
    #expect(await content(local) == items)
    #expect(await content(memory) == before)
    await #expect(throws: SessionError.undo(.nothing(redo: false))) {
      try await bench.manager.undoPlan()
    }
    let redo = try await bench.manager.undoPlan(redo: true)
    _ = try await bench.manager.undo(redo.step.id)
    #expect(await content(local).isEmpty)
    #expect(await content(memory) == after)
    // And back once more: the first step serves again.
    _ = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
    #expect(await content(local) == items)
    #expect(await content(memory) == before)
  }

  @Test func `nothing newer is overwritten, and what changed is said`() async throws {
    let (local, memory) = (MemoryStorage(items), MemoryStorage())
    let bench = ManagerBench(local: local, memory: memory)
    _ = try await bench.manager.move(ManagerBench.id(), to: .memory)
    let newer = SampleTokens { $0.iat = 1_772_510_500 }
    await memory.setItem(newer.access, forKey: tokens.key(.accessToken))
    let stored = await content(memory)
    let step = try #require(try await bench.manager.undoSteps().first)
    let plan = try await bench.manager.undoPlan(step.id)
    #expect(plan.conflicts == ["memory: accessToken of alice changed"])
    await #expect(
      throws: SessionError.undo(
        .changed("move alice from local to memory", ["memory: accessToken of alice changed"])
      )
    ) {
      try await bench.manager.undo(step.id)
    }
    #expect(await content(memory) == stored)
    #expect(await content(local).isEmpty)
  }

  @Test func `a pointer that names somebody else since stays`() async throws {
    let (local, memory) = (MemoryStorage(items), MemoryStorage())
    let bench = ManagerBench(local: local, memory: memory)
    _ = try await bench.manager.move(ManagerBench.id(), to: .memory)
    let pointer = AmplifyKey.lastAuthUser(clientID: "client1").text
    await local.setItem("carol", forKey: pointer)
    let plan = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
    #expect(plan.keeps == ["LastAuthUser of local names carol since and stays so"])
    #expect(await local.getItem(pointer) == "carol")
    #expect(await local.getItem(tokens.key(.accessToken)) == tokens.access)
    #expect(await content(memory).isEmpty)
  }

  @Test func `the active backend and a pointer are given back`() async throws {
    let bob = SampleTokens { $0.username = "bob" }
    let local = MemoryStorage(items.merging(bob.items) { $1 })
    let bench = ManagerBench(local: local, memory: MemoryStorage())
    _ = try await bench.manager.activate(.memory)
    #expect(try await bench.manager.point(to: ManagerBench.id(.local, "bob")) == "alice")
    #expect(
      try await bench.manager.undoSteps().map(\.title)
        == ["point local at bob instead of alice", "use memory instead of local"]
    )
    for _ in 0..<2 {
      _ = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
    }
    #expect(await bench.manager.activeBackend() == .local)
    #expect(try await local.pointer(clientID: "client1") == "alice")
  }

  @Test func `a removal is taken back with every key`() async throws {
    let local = MemoryStorage(items)
    let bench = ManagerBench(local: local)
    try await bench.manager.remove(ManagerBench.id(), everything: true)
    #expect(await content(local).isEmpty)
    _ = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
    #expect(await content(local) == items)
  }

  @Test func `signed out tokens come back marked as revoked`() async throws {
    let local = MemoryStorage(items)
    let bench = ManagerBench(local: local)
    bench.pool.onRevoke { _ in }
    _ = try await bench.manager.signOut(ManagerBench.id(), scope: .here)
    let plan = try await bench.manager.undoPlan()
    #expect(plan.step.isRevoked && plan.step.beyond.count == 1)
    _ = try await bench.manager.undo(plan.step.id)
    #expect(await content(local) == items)
    #expect(try await bench.manager.session(ManagerBench.id()).refusal?.kind == .revoked)
  }

  @Test func `tokens of a sign-out without an answer come back with its label alone`() async throws
  {
    let local = MemoryStorage(items)
    let bench = ManagerBench(local: local)
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "r") }
    let report = try await bench.manager.signOut(
      ManagerBench.id(),
      scope: .here,
      removeAnyway: true
    )
    #expect(report.isRemoved && report.isUnknown)
    let plan = try await bench.manager.undoPlan()
    #expect(!plan.step.isRevoked && plan.step.beyond.first?.contains("no answer came") == true)
    _ = try await bench.manager.undo(plan.step.id)
    #expect(await content(local) == items)
    let session = try await bench.manager.session(ManagerBench.id())
    #expect(session.refusal == nil)
    #expect(session.problems.map(\.code).contains("sign-out-unknown"))
  }

  @Test func `old steps and too many of them are forgotten with their values`() async throws {
    let now = Mutex(ManagerBench.now)
    let undo = MemoryStorage()
    let bench = ManagerBench(
      local: MemoryStorage(items),
      memory: MemoryStorage(),
      undo: undo,
      undoLimits: UndoLimits(age: 1000, count: 3),
      clock: { now.withLock { $0 } }
    )
    for target in [BackendID.memory, .local, .memory, .local, .memory] {
      _ = try await bench.manager.activate(target)
    }
    #expect(try await bench.manager.undoSteps().count == 3)
    #expect(await undo.items(withPrefix: "").count == 6)
    now.withLock { $0 = $0.advanced(byMilliseconds: 1100) }
    #expect(try await bench.manager.undoSteps().isEmpty)
    #expect(await undo.items(withPrefix: "").isEmpty)
  }
}
