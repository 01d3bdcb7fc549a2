import AuthCore
import GRDB

extension VaultRecord {
  /// The record of an encrypted store, nil when nothing is sealed.
  static func read(_ database: Database) throws -> VaultRecord? {
    var record: VaultRecord?
    try database.run(SQL.read) { row in
      guard let kind = Kind(rawValue: row.text(0)) else {
        throw StorageError.corrupt(reason: "its key is kept in a way that authtop does not know")
      }
      record = VaultRecord(
        kind: kind,
        name: row.bytes(1),
        salt: row.bytes(2),
        cost: Cost(rounds: row.number(3), block: row.number(4), lanes: row.number(5)),
        wrapped: row.bytes(6)
      )
    }
    return record
  }

  /// Whether a file has the table of it, of whatever format it is.
  static func isKept(in database: Database) throws -> Bool {
    var count: Int64 = 0
    try database.run(SQL.isKept) { count = $0.number(0) }
    return count > 0
  }

  func write(_ database: Database) throws {
    try database.run(
      SQL.write,
      [
        .blob(Array(kind.rawValue.utf8)), .blob(name), .blob(salt), .number(cost.rounds),
        .number(cost.block), .number(cost.lanes), .blob(wrapped),
      ]
    )
  }

  static func remove(_ database: Database) throws { try database.run("DELETE FROM vault") }

  private enum SQL {
    static let isKept = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'vault'"
    static let read = "SELECT kind, name, salt, cost, block, lanes, wrapped FROM vault"
    static let write = """
      INSERT OR REPLACE INTO vault (id, kind, name, salt, cost, block, lanes, wrapped) \
      VALUES (1, ?, ?, ?, ?, ?, ?, ?)
      """
  }
}
