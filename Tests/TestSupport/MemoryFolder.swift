import Glibc

/// Where folders can be made whose files lie in memory alone, as terminal sessions need them.
package enum MemoryFolder {
  /// A writable folder in memory, nil where there is none.
  package static let base: String? = ["/dev/shm", "/run/user/\(geteuid())"].first { folder in
    access(folder, W_OK | X_OK) == 0
      && Shell.run("LC_ALL=C df --output=fstype '\(folder)' | grep -qxE 'tmpfs|ramfs'") == 0
  }

  package static var isThere: Bool { base != nil }

  package static let whyNot = "neither /dev/shm nor the user's runtime folder is one in memory"
}
