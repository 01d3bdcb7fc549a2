import Glibc

/// Questions about paths.
enum FileProbe {
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
