import AuthCore
import Glibc

/// What makes a path private: its kind, its owner and its mode, and the command that mends it.
enum PrivatePath {
  /// What a path must name.
  enum Kind {
    /// Nobody else may enter: mode 0700.
    case folder
    /// Nobody else may read or write: mode 0600.
    case file
    /// Nobody else may put files there, or only their own (the sticky bit).
    case sharedFolder
  }

  /// A slash at the end would make the system follow a link that is to be refused.
  static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.last == "/" { path.removeLast() }
    return String(path)
  }

  /// Makes the folder with mode 0700 where there is none, whatever the umask.
  static func makeDirectory(_ directory: String) throws(StorageError) {
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

  /// What the path itself names now, a link included; nil with `errno` when nothing is there.
  static func status(_ path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  /// What the path leads to, links followed; nil when nothing is there.
  static func target(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  /// Refuses what is there and is not what it should be; an absent path is fine.
  static func check(_ path: String, _ kind: Kind) throws(StorageError) {
    guard let status = status(path) else {
      guard errno == ENOENT else { throw .system("cannot look at \(path)") }
      return
    }
    try check(status, path, kind)
  }

  /// Refuses a status that is not that of a private path.
  static func check(_ status: stat, _ path: String, _ kind: Kind) throws(StorageError) {
    let aside = "mv \(quoted(path)) \(quoted(path + ".aside"))"
    guard status.st_mode & S_IFMT != S_IFLNK else {
      throw .unsafe(path: path, reason: "is a symbolic link", remedy: aside)
    }
    guard status.st_mode & S_IFMT == (kind == .file ? S_IFREG : S_IFDIR) else {
      let name = kind == .file ? "a file" : "a folder"
      throw .unsafe(path: path, reason: "is not \(name)", remedy: aside)
    }
    if kind == .sharedFolder {
      try checkShared(status, path)
      return
    }
    guard status.st_uid == geteuid() else {
      throw .unsafe(path: path, reason: "belongs to user \(status.st_uid)", remedy: aside)
    }
    guard status.st_mode & 0o077 == 0 else {
      throw .unsafe(
        path: path,
        reason: "is open to other users (mode \(mode(status)))",
        remedy: "chmod \(kind == .file ? "600" : "700") \(quoted(path))"
      )
    }
  }

  private static func checkShared(_ status: stat, _ path: String) throws(StorageError) {
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw .unsafe(
        path: path,
        reason: "belongs to user \(status.st_uid)",
        remedy: "chown \(geteuid()) \(quoted(path))"
      )
    }
    guard status.st_mode & 0o022 == 0 || status.st_mode & S_ISVTX != 0 else {
      throw .unsafe(
        path: path,
        reason: "can be written by other users (mode \(mode(status)))",
        remedy: "chmod go-w \(quoted(path))"
      )
    }
  }

  private static func mode(_ status: stat) -> String {
    String(status.st_mode & 0o7777, radix: 8)
  }

  /// The path as one word of a POSIX shell.
  static func quoted(_ path: String) -> String {
    "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
