import AuthCore
import Glibc

extension StorageError {
  /// The failure of a system call, by `errno`.
  static func system(_ what: String) -> StorageError {
    let number = errno
    let reason = "\(what): \(String(cString: strerror(number)))"
    return number == ENOSPC || number == EDQUOT || number == EFBIG
      ? .full(reason: reason) : .unavailable(reason: reason)
  }
}
