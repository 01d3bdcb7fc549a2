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

  init(directory: String) {
    self.directory = PrivatePath.trimmed(directory)
  }

  var file: String { "\(directory)/authtop.sqlite" }

  /// The file and what SQLite keeps beside it.
  private var files: [String] { [file, file + "-wal", file + "-shm", file + "-journal"] }

  /// Makes the folder with mode 0700 where there is none, whatever the umask.
  func makeDirectory() throws(StorageError) { try PrivatePath.makeDirectory(directory) }

  /// Refuses a folder or a file that others could read, or that is not what it should be.
  func check() throws(StorageError) {
    try PrivatePath.check(directory, .folder)
    for path in files { try PrivatePath.check(path, .file) }
  }

  /// Which file the path names now, nil when there is none.
  func identity() -> Identity? {
    guard let status = PrivatePath.status(file) else { return nil }
    return Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  /// Whether this process may create files in the folder.
  var isWritable: Bool { access(directory, W_OK | X_OK) == 0 && access(file, W_OK) == 0 }

  /// Whether the file ends within a page and no log is there that would mend it.
  func isCutShort(pageSize: Int) -> Bool {
    func logIsEmpty() -> Bool { PrivatePath.status(file + "-wal").map { $0.st_size == 0 } ?? true }
    guard logIsEmpty(), let size = PrivatePath.status(file)?.st_size else { return false }
    return Int(size) % pageSize != 0 && logIsEmpty()
  }

  /// Whether the disk of a file has no room.
  static func isFull(_ path: String) -> Bool {
    var status = statvfs()
    return statvfs(path, &status) == 0 && status.f_bavail == 0
  }

  /// Tells those who watch the folder that something was committed; a failure costs only promptness.
  func ringBell() {
    _ = utimensat(AT_FDCWD, file, nil, AT_SYMLINK_NOFOLLOW)
  }
}
