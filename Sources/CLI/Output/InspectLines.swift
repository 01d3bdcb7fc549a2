import AuthCore
import Glibc

/// `inspect --lines`: requests in, answers out, a line each, without holding more than one line.
struct InspectLines {
  let checks: Verifier.Checks
  let clock: () -> NumericDate

  /// Answers every line of a file, or of standard input for `-`; the worst exit code counts.
  func run(_ path: String) throws -> Int32 {
    var reader = try LineReader(path)
    var output = OutputBuffer()
    var keys = InspectKeys()
    var code: Int32 = 0
    while let line = try reader.next(beforeWaiting: { try output.flush() }) {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      let (record, lineCode) = answer(line, &keys)
      code = max(code, lineCode)
      try output.write(record.text)
    }
    try output.flush()
    return code
  }

  private func answer(_ line: [UInt8], _ keys: inout InspectKeys) -> (JSONRecord, Int32) {
    do throws(InspectRequest.Failure) {
      let request = try InspectRequest(line, checks: checks, keys: &keys)
      let inspection = Inspection(token: request.token, checks: request.checks, now: clock)
      return (InspectRecord.record(inspection), inspection.exitCode)
    } catch {
      return (InspectRecord.unusable(error.message), CommandFailure.Code.unusableInput)
    }
  }
}

/// Lines of a file or of standard input, one at a time.
struct LineReader: ~Copyable {
  private let descriptor: Int32
  private let name: String
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  init(_ path: String) throws {
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    name = path == "-" ? "standard input" : path
    guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  /// The next line without its end, nil after the last.
  mutating func next(beforeWaiting: () throws -> Void) throws -> [UInt8]? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        defer { position = end + 1 }
        return Array(buffer[position..<end])
      }
      if isAtEnd {
        defer { position = buffer.count }
        return position < buffer.count ? Array(buffer[position...]) : nil
      }
      buffer.removeFirst(position)
      position = 0
      searched = buffer.count
      guard buffer.count <= TextFile.sizeLimit else {
        throw failure("a line is longer than \(TextFile.sizeLimit) bytes")
      }
      try beforeWaiting()
      try fill()
    }
  }

  private mutating func fill() throws {
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(String(cString: strerror(errno))) }
      if count == 0 { isAtEnd = true } else { buffer += chunk[..<count] }
      return
    }
  }

  private func failure(_ reason: String) -> CommandFailure {
    CommandFailure("\(name): \(reason)", code: CommandFailure.Code.unusableInput)
  }
}

/// Standard output, many lines at a time.
struct OutputBuffer {
  private var bytes: [UInt8] = []

  mutating func write(_ line: String) throws {
    bytes += line.utf8
    bytes.append(0x0A)
    if bytes.count >= 1 << 18 { try flush() }
  }

  mutating func flush() throws {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw CommandFailure(
          "standard output: \(String(cString: strerror(errno)))",
          code: CommandFailure.Code.backendFailed
        )
      }
      start += count
    }
    bytes.removeAll(keepingCapacity: true)
  }
}
