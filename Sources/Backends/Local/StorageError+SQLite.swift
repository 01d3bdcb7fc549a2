import AuthCore
import GRDB
import GRDBSQLite
import Glibc

extension StorageError {
  /// What a failure of SQLite means; the text comes from the codes alone, never from the data.
  init(code: CInt, systemError: CInt) {
    var reason = sqlite3_errstr(code).map { String(cString: $0) } ?? "SQLite failed"
    if systemError != 0 { reason += " (\(String(cString: strerror(systemError))))" }
    switch ResultCode(rawValue: code) {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(seconds: StoreConnection.busySeconds)
    case .SQLITE_FULL: self = .full(reason: reason)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(reason: reason)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .unavailable(reason: reason)
    case .SQLITE_IOERR where Self.meansFull(systemError): self = .full(reason: reason)
    default: self = .failed(reason: reason)
    }
  }

  private static func meansFull(_ systemError: CInt) -> Bool {
    systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG
  }
}
