import AuthCore
import Glibc

/// One private file that is read whole and replaced whole, by several processes at once.
///
/// A replacement is written beside it, put on the disk and renamed to its place: a crash leaves the
/// old file or the new one.
struct PrivateFile: Sendable {
  /// What tells one state of the file from another.
  struct Stamp: Equatable, Sendable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    let modified: [Int]

    init(_ status: stat) {
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
      size = Int64(status.st_size)
      modified = [
        status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec,
        status.st_ctim.tv_nsec,
      ]
    }
  }

  /// How long another process's lock is waited for.
  static let busySeconds = 2

  let directory: String
  let name: String
  /// What the folder must be: authtop's own, or any that is safe to keep a private file in.
  let folder: PrivatePath.Kind
  /// In bytes; a larger file is refused unread.
  let sizeLimit: Int

  init(directory: String, name: String, folder: PrivatePath.Kind, sizeLimit: Int) {
    self.directory = PrivatePath.trimmed(directory)
    self.name = name
    self.folder = folder
    self.sizeLimit = sizeLimit
  }

  var path: String { directory == "/" ? "/\(name)" : "\(directory)/\(name)" }
  var lockPath: String { path + ".lock" }
  var draftPath: String { path + ".new" }

  /// The state of the file now, nil when there is none; nothing is checked.
  var stamp: Stamp? { PrivatePath.status(path).map(Stamp.init) }

  /// The whole file and its state, nil when there is none; waits for nothing in the file's place.
  func read() throws(StorageError) -> (bytes: [UInt8], stamp: Stamp)? {
    try PrivatePath.check(directory, folder)
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      let failure = StorageError.system("cannot read \(path)")
      try PrivatePath.check(path, .file)
      throw failure
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system("cannot look at \(path)") }
    try PrivatePath.check(status, path, .file)
    guard Int(status.st_size) <= sizeLimit else {
      throw .unavailable(reason: "\(path) is larger than \(sizeLimit) bytes")
    }
    return (try bytes(descriptor, count: Int(status.st_size)), Stamp(status))
  }

  private func bytes(_ descriptor: CInt, count: Int) throws(StorageError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let taken = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled)
      }
      if taken < 0, errno == EINTR { continue }
      guard taken >= 0 else { throw .system("cannot read \(path)") }
      if taken == 0 { break }
      filled += taken
    }
    return Array(bytes[..<filled])
  }

  /// Runs a body while no other writer, of this process or another, is at work.
  func exclusively<Value>(_ body: () throws -> Value) throws -> Value {
    try PrivatePath.check(directory, folder)
    let descriptor = open(lockPath, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let failure = StorageError.system("cannot write in \(directory)")
      try PrivatePath.check(lockPath, .file)
      throw failure
    }
    defer {
      // A child that is just being started may still hold the descriptor, and with it the lock.
      flock(descriptor, LOCK_UN)
      close(descriptor)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw StorageError.system("cannot lock \(path)") }
    try PrivatePath.check(status, lockPath, .file)
    var tries = 0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw StorageError.system("cannot lock \(path)")
      }
      tries += 1
      guard tries < Self.busySeconds * 100 else {
        throw StorageError.busy(seconds: Self.busySeconds)
      }
      usleep(10_000)
    }
    return try body()
  }

  /// Puts other bytes in the file's place; call it only while holding the lock.
  func replace(with bytes: [UInt8]) throws(StorageError) {
    // A writer that was killed may have left its draft.
    unlink(draftPath)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = open(draftPath, flags, 0o600)
    guard descriptor >= 0 else { throw .system("cannot create a file in \(directory)") }
    var isOpen = true
    do {
      guard fchmod(descriptor, 0o600) == 0 else {
        throw StorageError.system("cannot write \(path)")
      }
      try write(bytes, to: descriptor)
      guard fsync(descriptor) == 0 else { throw StorageError.system("cannot write \(path)") }
      isOpen = false
      guard close(descriptor) == 0, rename(draftPath, path) == 0 else {
        throw StorageError.system("cannot write \(path)")
      }
    } catch {
      if isOpen { close(descriptor) }
      unlink(draftPath)
      throw error as? StorageError ?? .failed(reason: "unexpected \(type(of: error))")
    }
    Self.synchronise(directory)
  }

  private func write(_ bytes: [UInt8], to descriptor: CInt) throws(StorageError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system("cannot write \(path)") }
      written += count
    }
  }

  /// Puts a folder's entries on the disk; a file system that cannot is no failure.
  static func synchronise(_ directory: String) {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
