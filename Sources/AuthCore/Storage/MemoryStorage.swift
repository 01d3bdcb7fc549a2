/// Amplify's `sharedInMemoryStorage`: it lives as long as the process.
public actor MemoryStorage: PagedStorage, AtomicStorage, WatchableStorage {
  private var values: [KeyBytes: String] = [:]
  private nonisolated let watchers = Watchers()

  public init(_ items: [String: String] = [:]) {
    for (key, value) in items { values[KeyBytes(key)] = value }
  }

  public func setItem(_ value: String, forKey key: String) {
    values[KeyBytes(key)] = value
    watchers.notify()
  }

  public func getItem(_ key: String) -> String? { values[KeyBytes(key)] }

  public func removeItem(_ key: String) {
    values[KeyBytes(key)] = nil
    watchers.notify()
  }

  public func clear() {
    values = [:]
    watchers.notify()
  }

  public func items(withPrefix prefix: String) -> [StorageItem] {
    items(withPrefix: prefix, after: nil, limit: .max)
  }

  public func items(withPrefix prefix: String, after key: String?, limit: Int) -> [StorageItem] {
    let start = KeyBytes(prefix)
    let last = key.map(KeyBytes.init)
    return
      values
      .filter { item in item.key.hasPrefix(start) && last.map { $0 < item.key } ?? true }
      .sorted { $0.key < $1.key }
      .prefix(max(0, limit))
      .map { StorageItem(key: $0.key.text, value: $0.value) }
  }

  public func apply(_ changes: [StorageChange]) {
    for change in changes {
      switch change {
      case .set(let key, let value): values[KeyBytes(key)] = value
      case .remove(let key): values[KeyBytes(key)] = nil
      }
    }
    if !changes.isEmpty { watchers.notify() }
  }

  public nonisolated func changes() -> AsyncStream<Void> { watchers.stream() }
}
