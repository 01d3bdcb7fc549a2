import AuthCore
import GRDB
import GRDBSQLite
import Glibc

/// A prepared statement's argument.
enum StoreValue {
  case text(String)
  /// The UTF-8 bytes of a text, of any length and with any byte in them; a null for nil.
  case bytes(String?)
  case blob([UInt8])
  /// What is above every text that begins with this one: UTF-8 has no byte 0xFF.
  case bytesAbove(String)
  case number(Int64?)

  static let null = StoreValue.number(nil)
}

/// The current row of a statement, read by column number without a copy in between.
struct StoreRow {
  fileprivate let statement: OpaquePointer

  /// A column of bytes as the text that they are.
  func text(_ column: CInt) -> String {
    guard let start = sqlite3_column_blob(statement, column) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// A column of bytes as a text, nil where they are none.
  func validText(_ column: CInt) -> String? {
    guard let start = sqlite3_column_blob(statement, column) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(validating: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// A column of bytes as a text; a known one where it is the same, so that it is kept once.
  func text(_ column: CInt, orSame known: String) -> String {
    var known = known
    let isSame = known.withUTF8 { bytes in
      guard let start = sqlite3_column_blob(statement, column), let base = bytes.baseAddress else {
        return false
      }
      return Int(sqlite3_column_bytes(statement, column)) == bytes.count
        && memcmp(start, base, bytes.count) == 0
    }
    return isSame ? known : text(column)
  }

  /// The same for a column that may be null.
  func optionalText(_ column: CInt, orSame known: String? = nil) -> String? {
    guard sqlite3_column_type(statement, column) != SQLITE_NULL else { return nil }
    return known.map { text(column, orSame: $0) } ?? text(column)
  }

  /// A column of bytes as they are.
  func bytes(_ column: CInt) -> [UInt8] {
    guard let start = sqlite3_column_blob(statement, column) else { return [] }
    let count = Int(sqlite3_column_bytes(statement, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  func number(_ column: CInt) -> Int64 { sqlite3_column_int64(statement, column) }

  func optionalNumber(_ column: CInt) -> Int64? {
    sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : number(column)
  }
}

extension Database {
  /// Runs a statement, which stays prepared for its next use, and hands over each row.
  ///
  /// GRDB's own arguments end a text at its first NUL byte, and its rows cost a look-up by name.
  func run(
    _ sql: String,
    _ values: [StoreValue] = [],
    eachRow: (StoreRow) throws -> Void = { _ in }
  ) throws {
    let statement = try cachedStatement(sql: sql).sqliteStatement
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() {
      try require(bind(value, to: statement, at: CInt(index + 1)), SQLITE_OK)
    }
    while true {
      errno = 0
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { return }
      try require(code, SQLITE_ROW)
      try eachRow(StoreRow(statement: statement))
    }
  }

  private func require(_ code: CInt, _ wanted: CInt) throws {
    guard code != wanted else { return }
    // SQLite keeps the system's reason except that of a failed commit, which is only here and now.
    let last = errno
    let kept = sqlite3_system_errno(sqliteConnection)
    throw StorageError(code: code, systemError: kept != 0 ? kept : last)
  }

  /// Makes what the body writes one change; other writers wait from its begin on.
  func change<Value>(_ body: () throws -> Value) throws -> Value {
    try transaction("BEGIN IMMEDIATE", body)
  }

  /// Lets the body see one moment.
  func view<Value>(_ body: () throws -> Value) throws -> Value {
    try transaction("BEGIN DEFERRED", body)
  }

  private func transaction<Value>(_ begin: String, _ body: () throws -> Value) throws -> Value {
    try run(begin)
    do {
      let value = try body()
      try run("COMMIT")
      return value
    } catch {
      if isInsideTransaction { try? run("ROLLBACK") }
      throw error
    }
  }

  private func bind(_ value: StoreValue, to statement: OpaquePointer, at index: CInt) -> CInt {
    switch value {
    case .number(let number?): return sqlite3_bind_int64(statement, index, number)
    case .number(nil), .bytes(nil): return sqlite3_bind_null(statement, index)
    case .blob(let bytes): return bind(bytes, to: statement, at: index)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          sqlite3_bind_text(
            statement,
            index,
            characters.baseAddress,
            CInt(characters.count),
            Self.copied
          )
        }
      }
    case .bytes(let text?): return bind(Array(text.utf8), to: statement, at: index)
    case .bytesAbove(let text): return bind(text.utf8 + [0xFF], to: statement, at: index)
    }
  }

  private func bind(_ bytes: [UInt8], to statement: OpaquePointer, at index: CInt) -> CInt {
    // An empty array may have no address, which would bind a null.
    guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
    return sqlite3_bind_blob(statement, index, bytes, CInt(bytes.count), Self.copied)
  }

  /// `SQLITE_TRANSIENT`, a macro that Swift does not import: SQLite takes its own copy.
  private static var copied: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }
}
