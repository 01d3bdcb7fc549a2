/// The tables of authtop's file, by the format that has them.
///
/// Keys and values are bytes so that no collation and no NUL touches them.
enum StoreTables {
  /// What SQLite's schema holds of a format: the text of each object by its name.
  static func schema(version: Int) -> [String: String] {
    switch version {
    case 0: [:]
    case 1: first
    default: first.merging(second) { _, new in new }
    }
  }

  /// Objects in the order in which they can be made.
  static func additions(from old: Int) -> [String] {
    let known = schema(version: old)
    return (firstOrder + secondOrder).filter { known[$0] == nil }
      .map { schema(version: StoreFormat.version)[$0, default: ""] }
  }

  private static let firstOrder = ["generation", "item"]
  private static let secondOrder = [
    "summary", "summary_changed", "pointer", "removed", "stale", "writer", "vault",
    "item_inserted", "item_updated", "item_deleted",
  ]

  /// A namespace's number in `generation` grows with each of its changes.
  private static let first = [
    "generation": """
    CREATE TABLE generation (namespace TEXT PRIMARY KEY NOT NULL, number INTEGER NOT NULL) \
    STRICT, WITHOUT ROWID
    """,
    "item": """
    CREATE TABLE item (namespace TEXT NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, \
    PRIMARY KEY (namespace, key)) STRICT, WITHOUT ROWID
    """,
  ]

  /// The facts of each user's items, the clients' pointers, and who had items lately; `vault` holds
  /// one row while tokens are sealed.
  ///
  /// `writer` has a row only within a change of a program that keeps these tables itself. A change
  /// of any other program is noted in `stale` by the triggers, and refused while tokens are sealed.
  private static let second = [
    "summary": "CREATE TABLE summary (\(SummaryColumns.definition)) STRICT, WITHOUT ROWID",
    "summary_changed": "CREATE INDEX summary_changed ON summary (namespace, changed)",
    "pointer": """
    CREATE TABLE pointer (namespace TEXT NOT NULL, client BLOB NOT NULL, username BLOB NOT NULL, \
    PRIMARY KEY (namespace, client)) STRICT, WITHOUT ROWID
    """,
    "removed": """
    CREATE TABLE removed (namespace TEXT NOT NULL, number INTEGER NOT NULL, \
    username BLOB NOT NULL, client BLOB NOT NULL, \
    PRIMARY KEY (namespace, number, username, client)) STRICT, WITHOUT ROWID
    """,
    "stale": """
    CREATE TABLE stale (namespace TEXT NOT NULL, key BLOB NOT NULL, \
    PRIMARY KEY (namespace, key)) STRICT, WITHOUT ROWID
    """,
    "writer": "CREATE TABLE writer (id INTEGER PRIMARY KEY CHECK (id = 1)) STRICT",
    "vault": """
    CREATE TABLE vault (id INTEGER PRIMARY KEY CHECK (id = 1), kind BLOB NOT NULL, \
    name BLOB NOT NULL, salt BLOB NOT NULL, cost INTEGER NOT NULL, block INTEGER NOT NULL, \
    lanes INTEGER NOT NULL, wrapped BLOB NOT NULL) STRICT
    """,
    "item_inserted": trigger("inserted", "INSERT", rows: ["NEW"]),
    "item_updated": trigger("updated", "UPDATE", rows: ["OLD", "NEW"]),
    "item_deleted": trigger("deleted", "DELETE", rows: ["OLD"]),
  ]

  private static func trigger(_ name: String, _ event: String, rows: [String]) -> String {
    let notes = rows.map { row in
      "INSERT INTO stale (namespace, key) SELECT \(row).namespace, \(row).key WHERE NOT EXISTS "
        + "(SELECT 1 FROM stale WHERE namespace = \(row).namespace AND key = \(row).key);"
    }
    return "CREATE TRIGGER item_\(name) AFTER \(event) ON item "
      + "WHEN NOT EXISTS (SELECT 1 FROM writer) BEGIN "
      + "SELECT RAISE(ABORT, 'the store is encrypted') WHERE EXISTS (SELECT 1 FROM vault); "
      + notes.joined(separator: " ") + " END"
  }
}
