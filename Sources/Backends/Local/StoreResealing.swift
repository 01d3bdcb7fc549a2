import AuthCore
import GRDB

/// Writes every value that could hold a secret as another seal has it.
struct StoreResealing {
  let database: Database
  let reading: StoreSeal
  let writing: StoreSeal

  func run() throws {
    try database.run("INSERT OR REPLACE INTO writer (id) VALUES (1)")
    var namespaces: [String] = []
    try database.run("SELECT DISTINCT namespace FROM item") { namespaces.append($0.text(0)) }
    for namespace in namespaces {
      var last: String?
      while let next = try part(of: namespace, after: last) { last = next }
    }
    try database.run("DELETE FROM writer")
  }

  /// Rewrites some items after a key; nil when there are none.
  ///
  /// In parts, because what is read must not be changed while it is read.
  private func part(of namespace: String, after key: String?) throws -> String? {
    var items: [StorageItem] = []
    try database.run(
      key == nil ? SQL.first : SQL.next,
      [.text(namespace)] + (key.map { [.bytes($0)] } ?? [])
    ) { row in
      let key = row.text(0)
      let value = try reading.open(row, 1, namespace: namespace, key: key)
      items.append(StorageItem(key: key, value: value))
    }
    for item in items where SealPolicy.isSealed(namespace: namespace, key: item.key) {
      let value = try writing.sealed(item.value, namespace: namespace, key: item.key)
      try database.run(SQL.update, [value, .text(namespace), .bytes(item.key)])
    }
    return items.last?.key
  }

  private enum SQL {
    static let first = "SELECT key, value FROM item WHERE namespace = ? ORDER BY key LIMIT 500"
    static let next = """
      SELECT key, value FROM item WHERE namespace = ? AND key > ? ORDER BY key LIMIT 500
      """
    static let update = "UPDATE item SET value = ? WHERE namespace = ? AND key = ?"
  }
}
