import Dispatch
import FoundationEssentials
import Glibc

/// Programs that were built next to the running test bundle.
package enum BesideTests {
  /// Runs one to its end and returns what it said, line by line; it inherits nothing of the runner's.
  package static func run(
    _ program: String,
    _ arguments: [String],
    seconds: Int
  ) async throws -> [String] {
    let folder = try TemporaryFolder()
    let output = folder.path + "/output"
    let words = [programFolder + "/" + program] + arguments
    let line = words.map { "'\($0)'" }.joined(separator: " ") + " > '\(output)'"
    let code = await withCheckedContinuation { continuation in
      // Not on one of Swift's own threads, which are few.
      DispatchQueue(label: "beside").async {
        continuation.resume(returning: Shell.run(line, seconds: seconds))
      }
    }
    let text = String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    return code == 0 ? lines : lines + ["exit code \(code)"]
  }

  private static var programFolder: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer.prefix(max(0, count)).map(UInt8.init), as: UTF8.self)
    return path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
  }
}
