import AuthCore
import Backends
import GRDB
import TestSupport
import Testing

/// An undo while another program keeps the store locked.
@Suite(.timeLimit(.minutes(20)))
struct UndoOnLockedStoreTests {
  @Test func `it says so, changes nothing, and can be tried again`() async throws {
    let folder = try StoreFolder()
    let tokens = SampleTokens()
    let store = try folder.open()
    let storage = store.storage(namespace: "sessions")
    let items = tokens.items.merging(tokens.pointer) { $1 }
    try await storage.apply(items.map { .set(key: $0.key, value: $0.value) })
    let bench = ManagerBench(
      local: storage,
      state: store.storage(namespace: "state"),
      undo: store.storage(namespace: "undo"),
      journal: store.storage(namespace: "journal")
    )
    try await bench.manager.remove(ManagerBench.id())
    await bench.manager.flushJournal()
    let step = try await bench.manager.undoPlan().step
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: folder.file, configuration: configuration)
    try await other.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
    let error = await #expect(throws: SessionError.self) { try await bench.manager.undo(step.id) }
    guard case .storage(.local, .busy) = error else {
      throw StorageContract.Breach("\(error as Any)")
    }
    #expect(try await storage.items(withPrefix: "").isEmpty)
    try await other.writeWithoutTransaction { try $0.rollback() }
    let plan = try await bench.manager.undoPlan()
    #expect(plan.step.title == step.title && plan.conflicts.isEmpty)
    _ = try await bench.manager.undo(plan.step.id)
    let found = try await storage.items(withPrefix: "")
    #expect(found.count == items.count && found.allSatisfy { items[$0.key] == $0.value })
  }
}
