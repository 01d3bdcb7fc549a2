import AuthCore
import Synchronization
import TestSupport
import Testing

/// Two users of one client share its pointer: who goes must not take it from who came meanwhile.
struct PointerRaceTests {
  private let alice = SampleTokens()
  private let bob = SampleTokens { $0.username = "bob" }
  private let pointer = AmplifyKey.lastAuthUser(clientID: "client1").text

  private var items: [String: String] {
    alice.items.merging(alice.pointer) { $1 }.merging(bob.items) { $1 }
  }

  @Test func `a removal leaves a pointer that names somebody else by now`() async throws {
    let memory = MemoryStorage(items)
    let bench = ManagerBench(local: Interloper(memory, pointer: pointer, newcomer: "bob"))
    try await bench.manager.remove(ManagerBench.id())
    #expect(await memory.getItem(pointer) == "bob")
    #expect(await memory.getItem(alice.key(.accessToken)) == nil)
  }

  @Test func `the removal of a pointer alone leaves one that names somebody else by now`()
    async throws
  {
    let memory = MemoryStorage(alice.pointer.merging(bob.items) { $1 })
    let bench = ManagerBench(local: Interloper(memory, pointer: pointer, newcomer: "bob"))
    try await bench.manager.remove(ManagerBench.id(), everything: true)
    #expect(await memory.getItem(pointer) == "bob")
  }

  @Test func `a move leaves it too, and takes its own along`() async throws {
    let memory = MemoryStorage(items)
    let target = MemoryStorage()
    let bench = ManagerBench(
      local: Interloper(memory, pointer: pointer, newcomer: "bob"),
      memory: target
    )
    _ = try await bench.manager.move(ManagerBench.id(), to: .memory)
    #expect(await memory.getItem(pointer) == "bob")
    #expect(await target.getItem(pointer) == "alice")
  }

  @Test func `many at once leave a pointer that names one of those who are there`() async throws {
    for _ in 0..<50 {
      let memory = MemoryStorage(items)
      let bench = ManagerBench(local: memory)
      await withTaskGroup(of: Void.self) { group in
        group.addTask { try? await bench.manager.remove(ManagerBench.id()) }
        group.addTask { _ = try? await bench.manager.point(to: ManagerBench.id(.local, "bob")) }
      }
      #expect(await memory.getItem(pointer) == "bob")
      #expect(try await memory.stored(bob).count == 4)
    }
  }
}

/// A storage in which another user comes right after the pointer was read for the first time.
private final class Interloper: ListingStorage, AtomicStorage {
  private let storage: MemoryStorage
  private let pointer: String
  private let newcomer: Mutex<String?>

  init(_ storage: MemoryStorage, pointer: String, newcomer: String) {
    self.storage = storage
    self.pointer = pointer
    self.newcomer = Mutex(newcomer)
  }

  func getItem(_ key: String) async -> String? {
    let value = await storage.getItem(key)
    guard key == pointer else { return value }
    let next = newcomer.withLock { newcomer in
      defer { newcomer = nil }
      return newcomer
    }
    if let next { await storage.setItem(next, forKey: pointer) }
    return value
  }

  func setItem(_ value: String, forKey key: String) async {
    await storage.setItem(value, forKey: key)
  }
  func removeItem(_ key: String) async { await storage.removeItem(key) }
  func clear() async { await storage.clear() }
  func items(withPrefix prefix: String) async -> [StorageItem] {
    await storage.items(withPrefix: prefix)
  }
  func apply(_ changes: [StorageChange]) async throws {
    for change in changes {
      switch change {
      case .set(let key, let value): await storage.setItem(value, forKey: key)
      case .remove(let key): await storage.removeItem(key)
      }
    }
  }
}
