import FoundationEssentials
import Glibc

/// A folder of a test's own, mode 0700, removed with everything in it when the value goes away.
package final class TemporaryFolder: Sendable {
  package let path: String

  /// `inMemory` asks for a place where putting bytes on the disk costs nothing, if there is one;
  /// `hasShortPath` for one so short that a socket's path can lie in it (`unix(7)` allows 107 bytes).
  package convenience init(inMemory: Bool = false, hasShortPath: Bool = false) throws {
    let usual = FileManager.default.temporaryDirectory.path
    if inMemory, let memory = MemoryFolder.base {
      try self.init(in: memory)
    } else {
      try self.init(in: hasShortPath && usual.utf8.count > 40 ? "/tmp" : usual)
    }
  }

  package init(in base: String) throws {
    var template = Array("\(base)/authtop-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(number: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Why no folder could be made.
  package struct Failure: Error {
    package let number: Int32
  }
}
