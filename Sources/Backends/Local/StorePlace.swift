import AuthCore
import Glibc

/// The private folder and the file in it: made private at creation, refused when they are not.
///
/// Nothing of the file is opened here: closing any descriptor of a SQLite file drops the locks that
/// the whole process holds on it (POSIX `fcntl` locks).
struct StorePlace: Sendable {
  /// Which file a path named at one moment.
  struct Identity: Equatable, Sendable {
    let device: UInt64
    let inode: UInt64
  }

  let directory: String

  /// A slash at the end would make the system follow a link that is to be refused.
  init(directory: String) {
    var path = directory[...]
    while path.count > 1, path.last == "/" { path.removeLast() }
    self.directory = String(path)
  }

  var file: String { "\(directory)/authtop.sqlite" }

  /// The file and what SQLite keeps beside it.
  private var files: [String] { [file, file + "-wal", file + "-shm", file + "-journal"] }

  /// Makes the folder with mode 0700 where there is none, whatever the umask.
  func makeDirectory() throws(StorageError) {
    let parts = directory.split(separator: "/", omittingEmptySubsequences: true)
    var path = directory.hasPrefix("/") ? "" : "."
    for part in parts {
      path += "/\(part)"
      if mkdir(path, 0o700) == 0 {
        guard chmod(path, 0o700) == 0 else { throw .system("cannot make \(path) private") }
        continue
      }
      guard errno == EEXIST || access(path, F_OK) == 0 else {
        throw .system("cannot create \(path)")
      }
    }
  }

  /// Refuses a folder or a file that others could read, or that is not what it should be.
  func check() throws(StorageError) {
    try check(directory, type: S_IFDIR, "a folder", mode: 0o700)
    for path in files { try check(path, type: S_IFREG, "a file", mode: 0o600) }
  }

  /// Which file the path names now, nil when there is none.
  func identity() -> Identity? {
    guard let status = Self.status(file) else { return nil }
    return Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  /// Whether this process may create files in the folder.
  var isWritable: Bool { access(directory, W_OK | X_OK) == 0 && access(file, W_OK) == 0 }

  /// Whether the file ends within a page and no log is there that would mend it.
  func isCutShort(pageSize: Int) -> Bool {
    func logIsEmpty() -> Bool { Self.status(file + "-wal").map { $0.st_size == 0 } ?? true }
    guard logIsEmpty(), let size = Self.status(file)?.st_size else { return false }
    return Int(size) % pageSize != 0 && logIsEmpty()
  }

  /// Tells those who watch the folder that something was committed; a failure costs only promptness.
  func ringBell() {
    _ = utimensat(AT_FDCWD, file, nil, AT_SYMLINK_NOFOLLOW)
  }

  static func status(_ path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  private func check(
    _ path: String,
    type: mode_t,
    _ typeName: String,
    mode: mode_t
  ) throws(StorageError) {
    guard let status = Self.status(path) else {
      guard errno == ENOENT else { throw .system("cannot look at \(path)") }
      return
    }
    let aside = "mv \(quoted(path)) \(quoted(path + ".aside"))"
    guard status.st_mode & S_IFMT != S_IFLNK else {
      throw .unsafe(path: path, reason: "is a symbolic link", remedy: aside)
    }
    guard status.st_mode & S_IFMT == type else {
      throw .unsafe(path: path, reason: "is not \(typeName)", remedy: aside)
    }
    guard status.st_uid == geteuid() else {
      throw .unsafe(path: path, reason: "belongs to user \(status.st_uid)", remedy: aside)
    }
    guard status.st_mode & 0o077 == 0 else {
      throw .unsafe(
        path: path,
        reason: "is open to other users (mode \(String(status.st_mode & 0o7777, radix: 8)))",
        remedy: "chmod \(String(mode, radix: 8)) \(quoted(path))"
      )
    }
  }

  /// The path as one word of a POSIX shell.
  private func quoted(_ path: String) -> String {
    "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}

extension StorageError {
  /// The failure of a system call, by `errno`.
  static func system(_ what: String) -> StorageError {
    let number = errno
    let reason = "\(what): \(String(cString: strerror(number)))"
    return number == ENOSPC || number == EDQUOT
      ? .full(reason: reason) : .unavailable(reason: reason)
  }
}
