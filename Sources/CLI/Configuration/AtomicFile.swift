import Glibc

/// A file of the user's that is replaced whole: a crash leaves the old one or the new one.
enum AtomicFile {
  /// Writes beside it, puts that on the disk and renames it; folders that are missing are made.
  ///
  /// A new file can be read by its owner alone; one that was there keeps its permissions.
  static func replace(_ path: String, with bytes: [UInt8]) throws {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try makeFolders(folder)
    var status = stat()
    let mode = stat(path, &status) == 0 ? status.st_mode & 0o777 : 0o600
    let draft = path + ".new-\(getpid())"
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure("\(folder) cannot be written") }
    let isWritten =
      write(bytes, to: descriptor) && fchmod(descriptor, mode) == 0
      && fsync(descriptor) == 0
    let isClosed = close(descriptor) == 0
    guard isWritten, isClosed, rename(draft, path) == 0 else {
      let failure = failure("\(path) cannot be written")
      unlink(draft)
      throw failure
    }
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { return }
    fsync(directory)
    close(directory)
  }

  private static func write(_ bytes: [UInt8], to descriptor: CInt) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func makeFolders(_ path: String) throws {
    guard !path.isEmpty, !FileProbe.exists(path) else { return }
    if let slash = path.lastIndex(of: "/") { try makeFolders(String(path[..<slash])) }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw failure("\(path) cannot be made")
    }
  }

  private static func failure(_ what: String) -> CommandFailure {
    CommandFailure(
      "\(what): \(String(cString: strerror(errno))); nothing was changed",
      code: CommandFailure.Code.unusableInput
    )
  }
}
