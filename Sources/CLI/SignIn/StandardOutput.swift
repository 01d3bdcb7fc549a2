import Glibc

/// Standard output where a line must be read before the program goes on.
enum StandardOutput {
  static func flush() { fflush(nil) }
}
