package import AuthCore
import Synchronization

/// Stands for the death of a process: after so many steps nothing of it goes on, and nothing of it
/// ever ends.
package final class KillSwitch: Sendable {
  private struct State {
    var left: Int
    var passed = 0
  }

  private let state: Mutex<State>
  private let bell = Bell()

  /// Kills at that step; nil lets everything live.
  package init(at step: Int? = nil) {
    state = Mutex(State(left: step ?? .max))
  }

  /// How many steps were taken.
  package var passed: Int { state.withLock { $0.passed } }

  /// A step at which the process may die.
  package func pass() async {
    let isDead = state.withLock { state in
      state.passed += 1
      state.left -= 1
      return state.left <= 0
    }
    guard isDead else { return }
    bell.ring()
    // Never resumed: what is dead waits for nothing.
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
  }

  /// The work's result, nil when it was killed on the way.
  package func run<Answer: Sendable>(
    _ work: @escaping @Sendable () async -> Answer
  ) async -> Answer? {
    let result = Mutex<Answer?>(nil)
    let bell = bell
    let task = Task {
      let answer = await work()
      result.withLock { $0 = answer }
      bell.ring()
    }
    // Work that neither ends nor dies counts as killed, and is told.
    if await !bell.isHeard(within: 120) { Note.write("KillSwitch: work did not end in time") }
    withExtendedLifetime(task) {}
    return result.withLock { $0 }
  }
}

/// A storage of which a process may die before and after each write.
package struct KillStorage: ListingStorage, AtomicStorage {
  package let storage: MemoryStorage
  package let kill: KillSwitch

  package init(_ storage: MemoryStorage, _ kill: KillSwitch) {
    self.storage = storage
    self.kill = kill
  }

  package func setItem(_ value: String, forKey key: String) async throws {
    try await apply([.set(key: key, value: value)])
  }

  package func getItem(_ key: String) async -> String? { await storage.getItem(key) }

  package func removeItem(_ key: String) async throws { try await apply([.remove(key: key)]) }

  package func clear() async throws {
    await kill.pass()
    await storage.clear()
  }

  package func items(withPrefix prefix: String) async -> [StorageItem] {
    await storage.items(withPrefix: prefix)
  }

  package func apply(_ changes: [StorageChange]) async throws {
    await kill.pass()
    for change in changes {
      switch change {
      case .set(let key, let value): await storage.setItem(value, forKey: key)
      case .remove(let key): await storage.removeItem(key)
      }
    }
    await kill.pass()
  }
}
