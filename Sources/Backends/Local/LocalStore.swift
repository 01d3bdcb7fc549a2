package import AuthCore
import GRDB
import Glibc
import Synchronization

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
  /// The key of an encrypted store, once it is known.
  let keyHolder: KeyHolder
  /// What was found that others changed, by namespace, until somebody takes it.
  let foreignChanges = Mutex<[String: [ForeignChange]]>([:])
  /// Whether the facts of users are kept in this file, as this program keeps them.
  let hasSummaries: Bool
  /// Whether the file has a place for the key of an encrypted store.
  let hasVault: Bool

  /// Why nothing can be written although everything can be read, nil when writing is possible.
  package let obstacle: StorageError?

  /// Opens the store in a folder and makes both where they are missing.
  ///
  /// `keys` is asked for the secret of an encrypted store as soon as a token is needed.
  package static func open(
    directory: String,
    keys: KeySource = .none
  ) throws(StorageError) -> LocalStore {
    let place = StorePlace(directory: directory)
    try place.makeDirectory()
    try place.check()
    if place.identity() == nil {
      try StoreFile.create(place)
      try place.check()
    }
    return try LocalStore(place, keys)
  }

  private init(_ place: StorePlace, _ keys: KeySource) throws(StorageError) {
    self.place = place
    identity = place.identity()
    reader = StoreConnection(path: place.file, isReadOnly: true)
    writer = StoreConnection(path: place.file, isReadOnly: false)
    watch = StoreWatch(place)
    keyHolder = KeyHolder(keys)
    let found = try reader.runNow { try StoreFormat.check($0, place) }
    if found > StoreFormat.version {
      obstacle = .newerFormat(found: found, known: StoreFormat.version)
    } else if !place.isWritable {
      obstacle = .unavailable(reason: "\(place.directory) is read-only")
    } else {
      obstacle = nil
      if found < StoreFormat.version { try writer.runNow { try StoreFormat.migrate($0) } }
    }
    hasSummaries = found == StoreFormat.version || (obstacle == nil && found < StoreFormat.version)
    // A newer format may be encrypted as this one is: what is sealed there is never taken for a value.
    hasVault = try reader.runNow { try VaultRecord.isKept(in: $0) }
  }

  /// Empties the log, when nobody else reads, and closes the file; the next use opens it again.
  package func close() {
    if obstacle == nil, writer.isOpen { try? writer.runNow { Self.emptyLog($0) } }
    reader.close()
    writer.close()
  }

  /// The items of one namespace, which no other namespace's calls touch.
  package func storage(namespace: String) -> LocalStorage {
    LocalStorage(store: self, namespace: namespace)
  }

  /// Reads as of one moment; waits for no writer.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StorageError) -> Value {
    try await reader.run { database in
      try self.confirm()
      return try database.view { try body(database) }
    }
  }

  /// Writes one change of whatever tables.
  func write<Value: Sendable>(
    erases: Bool,
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StorageError) -> Value {
    if let obstacle { throw obstacle }
    return try await writer.run { database in
      try self.confirm()
      let value = try database.change {
        try StoreFormat.confirm(database)
        return try body(database)
      }
      if erases { Self.emptyLog(database) }
      self.place.ringBell()
      return value
    }
  }

  /// Runs statements that no transaction may hold.
  func maintain(
    _ body: @escaping @Sendable (Database) throws -> Void
  ) async throws(StorageError) {
    if let obstacle { throw obstacle }
    try await writer.run { database in
      try self.confirm()
      try body(database)
    }
  }

  /// Moves the log into the file and cuts it; gives up at once when somebody reads.
  private static func emptyLog(_ database: Database) {
    try? database.run("PRAGMA busy_timeout = 0")
    try? database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    try? database.run("PRAGMA busy_timeout = \(StoreConnection.busySeconds * 1000)")
  }

  /// Refuses to go on with a file that is no longer the one at its path.
  ///
  /// It asks the disk, which may not answer: only a connection's queue waits for that, and never one of
  /// the few threads that all tasks share.
  private func confirm() throws(StorageError) {
    guard place.identity() == identity else {
      throw .unavailable(
        reason: "\(place.file) was moved or replaced while it was open; start authtop again"
      )
    }
  }
}
