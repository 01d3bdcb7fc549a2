import FoundationEssentials
import Glibc

/// A folder of a test's own, mode 0700, removed with everything in it when the value goes away.
package final class TemporaryFolder: Sendable {
  package let path: String

  /// `inMemory` asks for a place where putting bytes on the disk costs nothing, if there is one.
  package init(inMemory: Bool = false) throws {
    let memory = "/dev/shm"
    let base =
      inMemory && access(memory, W_OK | X_OK) == 0
      ? memory : FileManager.default.temporaryDirectory.path
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
