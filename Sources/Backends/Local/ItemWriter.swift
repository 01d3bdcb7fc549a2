import AuthCore
import GRDB

/// The hand that writes one change of a namespace, inside its transaction: items and their facts.
struct ItemWriter {
  let database: Database
  let namespace: String
  private let seal: StoreSeal
  private var index: SummaryIndex

  /// Begins the change: counts it, and says to the triggers that the facts are looked after.
  init(_ database: Database, namespace: String, seal: StoreSeal) throws {
    self.database = database
    self.namespace = namespace
    self.seal = seal
    try database.run("INSERT OR REPLACE INTO writer (id) VALUES (1)")
    index = SummaryIndex(
      database,
      namespace: namespace,
      number: try Self.count(1, in: namespace, database)
    )
  }

  mutating func set(_ value: String, forKey key: String) throws {
    let stored = try seal.sealed(value, namespace: namespace, key: key)
    try database.run(SQL.set, [.text(namespace), .bytes(key), stored])
    try index.take(value, forKey: key)
  }

  mutating func remove(_ key: String) throws {
    try database.run(SQL.remove, [.text(namespace), .bytes(key)])
    try index.take(nil, forKey: key)
  }

  func clear() throws {
    try database.run(SQL.clear, [.text(namespace)])
    try index.clear()
    // Beyond what anybody can ask back to: all is to be read anew.
    _ = try Self.count(SummaryQuery.remembered + 1, in: namespace, database)
  }

  /// Takes the facts of one item from what is stored, whoever wrote it.
  mutating func renewFacts(ofKey key: String) throws {
    var value: String?
    try database.run(SQL.get, [.text(namespace), .bytes(key)]) { row in
      value = try seal.open(row, 0, namespace: namespace, key: key)
    }
    try index.take(value, forKey: key)
  }

  /// The same for a value that was just read.
  mutating func takeFacts(of value: String, forKey key: String) throws {
    try index.take(value, forKey: key)
  }

  /// Ends the change.
  mutating func finish() throws {
    try index.finish()
    try index.forgetOldRemovals()
    try database.run("DELETE FROM writer")
  }

  /// Adds to a namespace's number and gives the new one.
  private static func count(_ step: Int64, in namespace: String, _ database: Database) throws
    -> Int64
  {
    var number = step
    try database.run(SQL.count, [.text(namespace), .number(step)]) { number = $0.number(0) }
    return number
  }

  private enum SQL {
    static let get = "SELECT value FROM item WHERE namespace = ? AND key = ?"
    static let set = """
      INSERT INTO item (namespace, key, value) VALUES (?, ?, ?) \
      ON CONFLICT (namespace, key) DO UPDATE SET value = excluded.value
      """
    static let remove = "DELETE FROM item WHERE namespace = ? AND key = ?"
    static let clear = "DELETE FROM item WHERE namespace = ?"
    static let count = """
      INSERT INTO generation (namespace, number) VALUES (?, ?) \
      ON CONFLICT (namespace) DO UPDATE SET number = number + excluded.number RETURNING number
      """
  }
}
