import Glibc

/// What a folder holds.
package enum DirectoryListing {
  /// The names of its entries in no order; none for a folder that cannot be read.
  package static func names(_ path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    guard let start = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
    var names: [String] = []
    while let entry = readdir(directory) {
      // Read in place: an entry is only as long as its name, and the last one of a buffer ends with
      // it, so copying the 256 bytes that the type declares reads past the end.
      let name = UnsafeRawPointer(entry).advanced(by: start).assumingMemoryBound(to: CChar.self)
      let text = String(cString: name)
      if text != ".", text != ".." { names.append(text) }
    }
    return names
  }
}
