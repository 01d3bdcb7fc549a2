package import AuthCore

/// One namespace of the local store, as a backend's storage.
package struct LocalStorage: PagedStorage, AtomicStorage, WatchableStorage {
  private let store: LocalStore
  private let namespace: String

  init(store: LocalStore, namespace: String) {
    self.store = store
    self.namespace = namespace
  }

  package func getItem(_ key: String) async throws -> String? {
    try await store.read { [namespace] database in
      var found: String?
      try database.run(SQL.get, [.text(namespace), .bytes(key)]) { found = $0.text(0) }
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
    try await store.write(namespace: namespace, erases: true) { [namespace] database in
      try database.run(SQL.clear, [.text(namespace)])
    }
  }

  package func apply(_ changes: [StorageChange]) async throws {
    guard !changes.isEmpty else { return }
    let erases = changes.contains { if case .remove = $0 { true } else { false } }
    try await store.write(namespace: namespace, erases: erases) { [namespace] database in
      for change in changes {
        switch change {
        case .set(let key, let value):
          try database.run(SQL.set, [.text(namespace), .bytes(key), .bytes(value)])
        case .remove(let key):
          try database.run(SQL.remove, [.text(namespace), .bytes(key)])
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
    let values: [StoreValue] = [
      .text(namespace), .bytes(resumed ?? prefix), .bytesAbove(prefix), .number(Int64(limit)),
    ]
    // A page after the prefix itself leaves that one key out, any earlier key leaves out nothing.
    let skipsFirst = resumed != nil || key.map { $0.utf8.elementsEqual(prefix.utf8) } ?? false
    return try await store.read { database in
      var items: [StorageItem] = []
      try database.run(skipsFirst ? SQL.listAfter : SQL.list, values) { row in
        items.append(StorageItem(key: row.text(0), value: row.text(1)))
      }
      return items
    }
  }

  /// One element for each burst of commits to this namespace by any process.
  package func changes() -> AsyncStream<Void> {
    store.watch.stream(namespace: namespace)
  }

  private enum SQL {
    static let get = "SELECT value FROM item WHERE namespace = ? AND key = ?"
    static let set = """
      INSERT INTO item (namespace, key, value) VALUES (?, ?, ?) \
      ON CONFLICT (namespace, key) DO UPDATE SET value = excluded.value
      """
    static let remove = "DELETE FROM item WHERE namespace = ? AND key = ?"
    static let clear = "DELETE FROM item WHERE namespace = ?"
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
