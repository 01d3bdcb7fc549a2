package import AuthCore
import GRDB
import Glibc

/// The persistent store: one SQLite file that several authtop processes share.
///
/// A commit is on the disk before it is reported (write-ahead log with full synchronisation), and a
/// crash leaves each change whole or not there.
package final class LocalStore: Sendable {
  let place: StorePlace
  let watch: StoreWatch
  private let identity: StorePlace.Identity?
  private let reader: StoreConnection
  private let writer: StoreConnection

  /// Why nothing can be written although everything can be read, nil when writing is possible.
  package let obstacle: StorageError?

  /// Opens the store in a folder and makes both where they are missing.
  package static func open(directory: String) throws(StorageError) -> LocalStore {
    let place = StorePlace(directory: directory)
    try place.makeDirectory()
    try place.check()
    if place.identity() == nil {
      try StoreFile.create(place)
      try place.check()
    }
    return try LocalStore(place)
  }

  private init(_ place: StorePlace) throws(StorageError) {
    self.place = place
    identity = place.identity()
    reader = StoreConnection(path: place.file, isReadOnly: true)
    writer = StoreConnection(path: place.file, isReadOnly: false)
    watch = StoreWatch(place)
    let found = try reader.runNow { try StoreFormat.check($0, place) }
    if found > StoreFormat.version {
      obstacle = .newerFormat(found: found, known: StoreFormat.version)
    } else if !place.isWritable {
      obstacle = .unavailable(reason: "\(place.directory) is read-only")
    } else {
      obstacle = nil
    }
  }

  /// The items of one namespace, which no other namespace's calls touch.
  package func storage(namespace: String) -> LocalStorage {
    LocalStorage(store: self, namespace: namespace)
  }

  /// Reads as of one moment; waits for no writer.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StorageError) -> Value {
    try confirm()
    return try await reader.run(body)
  }

  /// Makes what the body writes to a namespace one change and counts it.
  ///
  /// `erases` asks that what was overwritten or removed leaves the log too, when no other process
  /// is reading.
  func write(
    namespace: String,
    erases: Bool,
    _ body: @escaping @Sendable (Database) throws -> Void
  ) async throws(StorageError) {
    if let obstacle { throw obstacle }
    try confirm()
    try await writer.run { database in
      try database.change {
        try body(database)
        try database.run(Self.count, [.text(namespace)])
      }
      if erases { Self.emptyLog(database) }
    }
    place.ringBell()
  }

  private static let count = """
    INSERT INTO generation (namespace, number) VALUES (?, 1) \
    ON CONFLICT (namespace) DO UPDATE SET number = number + 1
    """

  /// Moves the log into the file and cuts it; gives up at once when somebody reads.
  private static func emptyLog(_ database: Database) {
    try? database.run("PRAGMA busy_timeout = 0")
    try? database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    try? database.run("PRAGMA busy_timeout = \(StoreConnection.busySeconds * 1000)")
  }

  /// Refuses to go on with a file that is no longer the one at its path.
  private func confirm() throws(StorageError) {
    guard place.identity() == identity else {
      throw .unavailable(
        reason: "\(place.file) was moved or replaced while it was open; start authtop again"
      )
    }
  }
}
