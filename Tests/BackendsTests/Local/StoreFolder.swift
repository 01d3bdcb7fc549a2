import AuthCore
import Backends
import GRDB
import Glibc
import TestSupport

/// A store's folder in a test's hands: its files, their modes, and SQLite without authtop's rules.
struct StoreFolder {
  private let folder: TemporaryFolder
  /// A quote and a space, which the remedies must survive.
  var path: String { folder.path + "/it's a store" }
  var file: String { path + "/authtop.sqlite" }

  init(inMemory: Bool = false) throws {
    folder = try TemporaryFolder(inMemory: inMemory)
  }

  func open() throws -> LocalStore { try LocalStore.open(directory: path) }

  func storage() throws -> LocalStorage { try open().storage(namespace: "sessions") }

  /// Makes the store with one item in it and closes it.
  func fill(_ value: String = "value") async throws {
    let store = try open()
    let storage = store.storage(namespace: "sessions")
    try await storage.setItem(value, forKey: "key")
    try await storage.removeItem("absent")
    store.close()
  }

  /// Makes the file what the first format's program left.
  func goBackToFirstFormat() throws {
    let added = ["item_inserted", "item_updated", "item_deleted"].map { "DROP TRIGGER \($0);" }
    let tables = ["summary", "pointer", "removed", "stale", "writer", "vault"]
    try sqlite(
      (added + tables.map { "DROP TABLE \($0);" }).joined(separator: " ")
        + " PRAGMA user_version = 1"
    )
  }

  /// Runs SQL on the file as another program would.
  func sqlite(_ sql: String) throws {
    try DatabaseQueue(path: file).inDatabase { try $0.execute(sql: sql) }
  }

  /// The texts of a query's first column.
  func column(_ sql: String) throws -> [String] {
    try DatabaseQueue(path: file).inDatabase { try String.fetchAll($0, sql: sql) }
  }

  static func mode(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  static func bytes(_ path: String) -> [UInt8] {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }

  static func occurs(_ part: [UInt8], in bytes: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    return bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return false }
      var at = 0
      while bytes.count - at >= part.count,
        let found = memchr(start + at, CInt(first), bytes.count - at - part.count + 1)
      {
        if memcmp(found, part, part.count) == 0 { return true }
        at = UnsafeRawPointer(found) - start + 1
      }
      return false
    }
  }

  static func write(_ bytes: [UInt8], to path: String) {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    _ = Glibc.write(descriptor, bytes, bytes.count)
    close(descriptor)
  }
}
