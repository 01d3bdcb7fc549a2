import AuthCore
import Glibc

/// Files of `/proc`, which have no size before they are read.
enum ProcessText {
  /// The text of a file, nil where none is to be seen; a failure where that cannot be told, such as without
  /// a descriptor left.
  static func read(_ path: String) throws(StorageError) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return try nothing(path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16384)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count >= 0 else {
        if errno == EINTR { continue }
        return try nothing(path)
      }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// A process that ended while its file was read is as one that was never there.
  private static func nothing(_ path: String) throws(StorageError) -> String? {
    guard [ENOENT, ESRCH, EACCES, EPERM].contains(errno) else {
      throw .system("cannot read \(path)")
    }
    return nil
  }
}
