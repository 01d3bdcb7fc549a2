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
      var last: [UInt8]?
      while let next = try part(of: namespace, after: last) { last = next }
    }
    try database.run("DELETE FROM writer")
  }

  /// Rewrites some items after a key; nil when there are none.
  ///
  /// In parts, because what is read must not be changed while it is read. Keys are taken as the bytes
  /// that they are: another program may have written one that is no text.
  private func part(of namespace: String, after key: [UInt8]?) throws -> [UInt8]? {
    var last: [UInt8]?
    var rewritten: [(key: [UInt8], value: StoreValue)] = []
    try database.run(
      key == nil ? SQL.first : SQL.next,
      [.text(namespace)] + (key.map { [.blob($0)] } ?? [])
    ) { row in
      let bytes = row.bytes(0)
      last = bytes
      let key = row.text(0)
      guard SealPolicy.isRewritten(namespace: namespace, key: key) else { return }
      let value = try reading.bytes(row, 1, namespace: namespace, key: key)
      rewritten.append((bytes, try writing.sealed(value, namespace: namespace, key: key)))
    }
    for item in rewritten {
      try database.run(SQL.update, [item.value, .text(namespace), .blob(item.key)])
    }
    return last
  }

  private enum SQL {
    static let first = "SELECT key, value FROM item WHERE namespace = ? ORDER BY key LIMIT 500"
    static let next = """
      SELECT key, value FROM item WHERE namespace = ? AND key > ? ORDER BY key LIMIT 500
      """
    static let update = "UPDATE item SET value = ? WHERE namespace = ? AND key = ?"
  }
}
