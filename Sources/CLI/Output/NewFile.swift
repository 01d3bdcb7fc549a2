import Glibc

/// Files that must not exist before and that only their owner can read.
enum NewFile {
  /// Makes the file with mode 0600 and writes it whole, or leaves nothing behind.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = open(path, flags, 0o600)
    guard descriptor >= 0 else {
      let reason =
        errno == EEXIST
        ? "it is there already, and is never overwritten" : String(cString: strerror(errno))
      throw failure(path, reason)
    }
    // The umask may have taken more away than it should.
    fchmod(descriptor, 0o600)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let reason = String(cString: strerror(errno))
        close(descriptor)
        unlink(path)
        throw failure(path, reason)
      }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 || errno == EINVAL, close(descriptor) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(path)
      throw failure(path, reason)
    }
  }

  private static func failure(_ path: String, _ reason: String) -> CommandFailure {
    CommandFailure(
      "\(path): \(reason); nothing was written",
      code: CommandFailure.Code.backendFailed
    )
  }
}
