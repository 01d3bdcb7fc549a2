package import AuthCore
import Synchronization

/// A storage in which something happens right before a write: what another program does between two
/// steps of this one.
package final class PausedStorage: ListingStorage, AtomicStorage {
  package let storage: MemoryStorage
  private let pause = Mutex<(@Sendable ([StorageChange]) async -> Bool)?>(nil)

  package init(_ items: [String: String] = [:]) { storage = MemoryStorage(items) }

  /// Calls a body before each write until it says that it has happened.
  package func beforeWriting(_ body: @escaping @Sendable ([StorageChange]) async -> Bool) {
    pause.withLock { $0 = body }
  }

  package func getItem(_ key: String) async -> String? { await storage.getItem(key) }

  package func setItem(_ value: String, forKey key: String) async throws {
    try await apply([.set(key: key, value: value)])
  }

  package func removeItem(_ key: String) async throws { try await apply([.remove(key: key)]) }

  package func clear() async { await storage.clear() }

  package func items(withPrefix prefix: String) async -> [StorageItem] {
    await storage.items(withPrefix: prefix)
  }

  package func apply(_ changes: [StorageChange]) async throws {
    // Taken out meanwhile, so that what happens does not happen within itself.
    let body = pause.withLock { pause in
      defer { pause = nil }
      return pause
    }
    if let body, await !body(changes) {
      pause.withLock { if $0 == nil { $0 = body } }
    }
    await storage.apply(changes)
  }
}
