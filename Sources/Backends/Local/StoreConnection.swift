import AuthCore
import Dispatch
import GRDB
import GRDBSQLite
import Glibc
import Synchronization

/// One SQLite connection on a queue of its own, opened by its first use.
///
/// What was begun is carried out: a cancelled task does not cut a write short.
final class StoreConnection: Sendable {
  /// How long a lock of another process is waited for.
  static let busySeconds = 2

  private let path: String
  private let isReadOnly: Bool
  private let queue: DispatchQueue
  private let opened = Mutex<DatabaseQueue?>(nil)

  init(path: String, isReadOnly: Bool) {
    self.path = path
    self.isReadOnly = isReadOnly
    queue = DispatchQueue(label: "authtop.store.\(isReadOnly ? "read" : "write")")
  }

  /// Runs a body on the connection's queue.
  func run<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StorageError) -> Value {
    let result = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.result(body)) }
    }
    return try result.get()
  }

  /// Runs a body and blocks the caller until it is done.
  func runNow<Value>(_ body: (Database) throws -> Value) throws(StorageError) -> Value {
    try result(body).get()
  }

  /// Whether the connection was used since it was closed.
  var isOpen: Bool { opened.withLock { $0 != nil } }

  /// Closes the connection; the next use opens it again.
  func close() {
    opened.withLock { $0 = nil }
  }

  private func result<Value>(
    _ body: (Database) throws -> Value
  ) -> Result<Value, StorageError> {
    do {
      return try database().inDatabase { database in
        do {
          return .success(try body(database))
        } catch let error as DatabaseError {
          let number = sqlite3_system_errno(database.sqliteConnection)
          throw StorageError(code: error.extendedResultCode.rawValue, systemError: number)
        }
      }
    } catch let error as StorageError {
      return .failure(error)
    } catch let error as DatabaseError {
      // A connection that could not be opened is gone with the system's reason.
      let number = StorePlace.isFull(path) ? ENOSPC : 0
      return .failure(StorageError(code: error.extendedResultCode.rawValue, systemError: number))
    } catch {
      return .failure(.failed(reason: "unexpected \(type(of: error))"))
    }
  }

  /// Leaves the empty log and its index where they are when the last program closes the file.
  ///
  /// On a full disk nobody could make them again, and without them nothing could be read either.
  private static func keepLogFiles(_ connection: OpaquePointer?) {
    var isKept: CInt = 1
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_PERSIST_WAL, &isKept)
  }

  private func database() throws -> DatabaseQueue {
    try opened.withLock { opened in
      if let database = opened { return database }
      var configuration = Configuration()
      configuration.readonly = isReadOnly
      // GRDB ends the program over a transaction that cannot be rolled back; SQLite refuses the
      // next one instead.
      configuration.allowsUnsafeTransactions = true
      configuration.busyMode = .timeout(Double(Self.busySeconds))
      configuration.prepareDatabase { database in
        try database.execute(
          sql: """
            PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
            PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 0;
            PRAGMA temp_store = MEMORY;
            """
        )
        Self.keepLogFiles(database.sqliteConnection)
        StoreDefence.raise(database.sqliteConnection)
      }
      let database = try DatabaseQueue(path: path, configuration: configuration)
      // A write into pages that do not fit together could take other items with it.
      if !isReadOnly { try database.inDatabase { try StoreFormat.examine($0) } }
      opened = database
      return database
    }
  }
}
