import Glibc

/// Removes what terminal sessions that have ended left behind.
enum SessionSweep {
  static func sweep(_ directory: String, seenFrom leader: SessionLeader) {
    guard let stream = opendir(directory) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let found = SessionFileName(name), found.hasEnded(seenFrom: leader) else { continue }
      unlink("\(directory)/\(name)")
    }
  }

  /// Removes one session's file with its draft and its lock.
  static func remove(_ file: PrivateFile) {
    for path in [file.path, file.draftPath, file.lockPath] { unlink(path) }
  }
}
