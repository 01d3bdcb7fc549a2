import AuthCore
import GRDB

/// The format of authtop's file, and how a file is told from a stranger's.
enum StoreFormat {
  /// SQLite's `application_id`: "auth" in ASCII.
  static let applicationID: Int32 = 0x6175_7468
  /// SQLite's `user_version`, one more with each change of the tables: 2 added the facts of the
  /// users and the sealing of values.
  static let version = 2

  /// Pages large enough that a row with a token in it stays in its tree page (SQLite keeps a
  /// quarter of a page of an index row, the rest goes to overflow pages).
  static let pageSize = 16384

  /// Makes an empty file one of authtop's.
  static func create(in database: Database) throws {
    try database.execute(sql: "PRAGMA page_size = \(pageSize); PRAGMA journal_mode = WAL")
    try database.change {
      for sql in StoreTables.additions(from: 0) { try database.run(sql) }
      try database.run("PRAGMA application_id = \(applicationID)")
      try database.run("PRAGMA user_version = \(version)")
    }
  }

  /// Moves everything from the log into the file, or says why not.
  static func settle(_ database: Database) throws {
    var isBusy = false
    try database.run("PRAGMA wal_checkpoint(TRUNCATE)") { isBusy = $0.number(0) != 0 }
    if isBusy { throw StorageError.busy(seconds: 0) }
  }

  /// Brings a file of an older format to this one, unless another program just did.
  static func migrate(_ database: Database) throws {
    try database.change {
      let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      guard found < version else { return }
      for sql in StoreTables.additions(from: found) { try database.run(sql) }
      var namespaces: [String] = []
      try database.run("SELECT DISTINCT namespace FROM item") { namespaces.append($0.text(0)) }
      for namespace in namespaces { try takeFacts(of: namespace, in: database) }
      try database.run("PRAGMA user_version = \(version)")
    }
  }

  private static func takeFacts(of namespace: String, in database: Database) throws {
    var writer = try ItemWriter(database, namespace: namespace, seal: .off)
    try database.run("SELECT key, value FROM item WHERE namespace = ?", [.text(namespace)]) { row in
      try writer.takeFacts(of: row.text(1), forKey: row.text(0))
    }
    try writer.finish()
  }

  /// Refuses to write once another program has brought the file to a newer format.
  static func confirm(_ database: Database) throws {
    var found: Int64 = 0
    try database.run("PRAGMA user_version") { found = $0.number(0) }
    guard found <= version else {
      throw StorageError.newerFormat(found: Int(found), known: version)
    }
  }

  /// The version of a file of authtop's; refuses any other file and foreign tables or triggers.
  static func check(_ database: Database, _ place: StorePlace) throws -> Int {
    let application = try Int32.fetchOne(database, sql: "PRAGMA application_id")
    guard application == applicationID else {
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      guard pages > 0 else { throw StorageError.corrupt(reason: "\(place.file) is empty") }
      throw StorageError.corrupt(reason: "\(place.file) was not made by authtop")
    }
    let pageSize = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? Self.pageSize
    guard !place.isCutShort(pageSize: pageSize) else {
      throw StorageError.corrupt(reason: "\(place.file) was cut short")
    }
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard found <= version else { return found }
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
    )
    var schema: [String: String] = [:]
    for row in rows { schema[row[0]] = row[1] }
    guard schema == StoreTables.schema(version: found) else {
      throw StorageError.corrupt(reason: "\(place.file) has tables that authtop did not make")
    }
    return found
  }

  /// In bytes; up to this size looking at every page takes a few milliseconds.
  static let examinedSize = 16 * 1024 * 1024

  /// Refuses a file whose pages contradict one another; a large one is looked at only as it is used.
  static func examine(_ database: Database) throws {
    let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
    let size = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
    guard pages.multipliedReportingOverflow(by: size).partialValue <= examinedSize else { return }
    guard try String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok" else {
      throw StorageError.corrupt(reason: "its pages do not fit together")
    }
  }
}
