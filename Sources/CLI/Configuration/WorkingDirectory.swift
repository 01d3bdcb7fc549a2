import Glibc

/// The folder that the program was started in.
enum WorkingDirectory {
  /// The absolute path, nil when the folder is gone or may not be read.
  static var path: String? {
    guard let text = getcwd(nil, 0) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }
}
