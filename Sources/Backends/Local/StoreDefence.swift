import GRDBSQLite
import Glibc

/// Has SQLite refuse SQL that would corrupt the file on purpose: no writing of the schema's table, no
/// switching off of the journal (`SQLITE_DBCONFIG_DEFENSIVE`).
enum StoreDefence {
  private typealias Configure =
    @convention(c) (
      OpaquePointer?, CInt, CInt, UnsafeMutablePointer<CInt>?
    ) -> CInt

  /// `sqlite3_db_config(3)` takes a list of variable length, which Swift does not call; all of its
  /// forms that are used here have these arguments.
  private static let configure: Configure? = dlsym(nil, "sqlite3_db_config").map {
    unsafeBitCast($0, to: Configure.self)
  }

  private static let defensive: CInt = 1010

  static func raise(_ connection: OpaquePointer?) {
    _ = configure?(connection, defensive, 1, nil)
  }
}
