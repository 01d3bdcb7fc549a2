import AuthCore
import TestSupport
import Testing

/// The log is on a disk and the program may be killed after any write: what was begun is finished.
struct UndoCrashTests {
  private let tokens = SampleTokens()
  private var items: [String: String] {
    tokens.items.merging(tokens.pointer) { $1 }
      .merging([tokens.key(.deviceKey): "device", tokens.key(.signInDetails): "{}"]) { $1 }
  }

  private let local: FaultyStorage
  private let cookie = FaultyStorage()
  private let state = MemoryStorage()
  private let undo = MemoryStorage()

  init() {
    local = FaultyStorage(
      tokens.items.merging(tokens.pointer) { $1 }
        .merging([tokens.key(.deviceKey): "device", tokens.key(.signInDetails): "{}"]) { $1 }
    )
  }

  /// A program that was started anew.
  private var manager: SessionManager {
    ManagerBench(
      local: local,
      state: state,
      undo: undo,
      more: [Backend(id: .cookie, storage: cookie, lifetime: .permanent)]
    ).manager
  }

  /// The old values and the pointer come back by seven writes, and seven removals follow.
  @Test(arguments: 0..<14)
  func `an undo that was cut short is finished by the next`(writes: Int) async throws {
    _ = try await manager.move(ManagerBench.id(), to: .cookie)
    let step = try #require(try await manager.undoSteps().first)
    await local.allow(writes: min(writes, 7))
    await cookie.allow(writes: max(0, writes - 7))
    await #expect(throws: SessionError.self) { try await manager.undo(step.id) }
    await local.allow(writes: .max)
    await cookie.allow(writes: .max)
    #expect(
      await manager.unfinishedMoves()
        == ["undo move alice from local to cookie was cut short: undo it again to finish"]
    )
    let isWhole = await local.items == items
    let isThere = try await cookie.stored(tokens)[.accessToken] != nil
    #expect(isWhole || isThere)
    _ = try await manager.undo(step.id)
    #expect(await local.items == items)
    #expect(await cookie.items.isEmpty)
    #expect(await manager.unfinishedMoves().isEmpty)
    // What is done again is the whole move, not the half that the first try made.
    _ = try await manager.undo(try await manager.undoPlan(redo: true).step.id)
    #expect(await local.items.isEmpty)
    #expect(try await cookie.stored(tokens)[.deviceKey] == "device")
  }
}
