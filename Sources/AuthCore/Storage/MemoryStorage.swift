/// Amplify's `sharedInMemoryStorage`: it lives as long as the process.
public actor MemoryStorage: ListingStorage, AtomicStorage, WatchableStorage {
  private var values: [String: String]
  private nonisolated let watchers = Watchers()

  public init(_ items: [String: String] = [:]) {
    values = items
  }

  public func setItem(_ value: String, forKey key: String) {
    values[key] = value
    watchers.notify()
  }

  public func getItem(_ key: String) -> String? { values[key] }

  public func removeItem(_ key: String) {
    values[key] = nil
    watchers.notify()
  }

  public func clear() {
    values = [:]
    watchers.notify()
  }

  public func items(withPrefix prefix: String) -> [StorageItem] {
    values.filter { $0.key.hasPrefix(prefix) }
      .map { StorageItem(key: $0.key, value: $0.value) }
      .sorted { $0.key < $1.key }
  }

  public func apply(_ changes: [StorageChange]) {
    for change in changes {
      switch change {
      case .set(let key, let value): values[key] = value
      case .remove(let key): values[key] = nil
      }
    }
    watchers.notify()
  }

  public nonisolated func changes() -> AsyncStream<Void> { watchers.stream() }
}
