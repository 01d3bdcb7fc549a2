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
    static let read = "SELECT kind, name, salt, cost, block, lanes, wrapped FROM vault"
    static let write = """
      INSERT OR REPLACE INTO vault (id, kind, name, salt, cost, block, lanes, wrapped) \
      VALUES (1, ?, ?, ?, ?, ?, ?, ?)
      """
  }
}
