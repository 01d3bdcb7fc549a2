package import AuthCore
import GRDB

/// One namespace of the local store, as a backend's storage.
package struct LocalStorage: PagedStorage, AtomicStorage, WatchableStorage {
  let store: LocalStore
  let namespace: String

  init(store: LocalStore, namespace: String) {
    self.store = store
    self.namespace = namespace
  }

  package func getItem(_ key: String) async throws -> String? {
    try await store.readItems { [namespace] database, seal in
      var found: String?
      try database.run(SQL.get, [.text(namespace), .bytes(key)]) { row in
        found = try seal.open(row, 0, namespace: namespace, key: key)
      }
      return found
    }
  }

  package func setItem(_ value: String, forKey key: String) async throws {
    try await apply([.set(key: key, value: value)])
  }

  package func removeItem(_ key: String) async throws {
    try await apply([.remove(key: key)])
  }

  package func clear() async throws {
    try await store.writeItems(namespace: namespace, erases: true) { try $0.clear() }
  }

  package func apply(_ changes: [StorageChange]) async throws {
    guard !changes.isEmpty else { return }
    let erases = changes.contains { if case .remove = $0 { true } else { false } }
    try await store.writeItems(namespace: namespace, erases: erases) { writer in
      for change in changes {
        switch change {
        case .set(let key, let value): try writer.set(value, forKey: key)
        case .remove(let key): try writer.remove(key)
        }
      }
    }
  }

  package func items(withPrefix prefix: String) async throws -> [StorageItem] {
    try await items(withPrefix: prefix, after: nil, limit: .max)
  }

  package func items(
    withPrefix prefix: String,
    after key: String?,
    limit: Int
  ) async throws -> [StorageItem] {
    guard limit > 0 else { return [] }
    let resumed = key.flatMap { prefix.utf8.lexicographicallyPrecedes($0.utf8) ? $0 : nil }
    // A page after the prefix itself leaves that one key out, any earlier key leaves out nothing.
    let skipsFirst = resumed != nil || key.map { $0.utf8.elementsEqual(prefix.utf8) } ?? false
    return try await store.readItems { [namespace] database, seal in
      var items: [StorageItem] = []
      var (start, skips) = (StoreValue.bytes(resumed ?? prefix), skipsFirst)
      while true {
        let wanted = limit - items.count
        var (count, last) = (0, [UInt8]())
        try database.run(
          skips ? SQL.listAfter : SQL.list,
          [.text(namespace), start, .bytesAbove(prefix), .number(Int64(wanted))]
        ) { row in
          count += 1
          if count == wanted { last = row.bytes(0) }
          // Another program may have written a key that is no text: nobody can name it here.
          guard let key = row.validText(0) else { return }
          let value = try seal.open(row, 1, namespace: namespace, key: key)
          items.append(StorageItem(key: key, value: value))
        }
        // Only what was passed over makes a page that is not the last one too short.
        guard count == wanted, items.count < limit else { return items }
        (start, skips) = (.blob(last), true)
      }
    }
  }

  /// One element for each burst of commits to this namespace by any process.
  package func changes() -> AsyncStream<Void> {
    store.watch.stream(namespace: namespace)
  }

  private enum SQL {
    static let get = "SELECT value FROM item WHERE namespace = ? AND key = ?"
    static let list = """
      SELECT key, value FROM item \
      WHERE namespace = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?
      """
    static let listAfter = """
      SELECT key, value FROM item \
      WHERE namespace = ? AND key > ? AND key < ? ORDER BY key LIMIT ?
      """
  }
}
