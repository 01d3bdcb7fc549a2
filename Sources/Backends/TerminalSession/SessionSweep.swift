import Glibc

/// Removes what terminal sessions that have ended left behind.
enum SessionSweep {
  static func sweep(_ directory: String, seenFrom leader: SessionLeader) {
    for name in DirectoryListing.names(directory) {
      guard let found = SessionFileName(name), found.hasEnded(seenFrom: leader) else { continue }
      unlink("\(directory)/\(name)")
    }
  }

  /// Removes one session's file with its draft and its lock.
  static func remove(_ file: PrivateFile) {
    for path in [file.path, file.draftPath, file.lockPath] { unlink(path) }
  }
}
