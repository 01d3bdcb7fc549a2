import Glibc

/// Standard output, many lines at a time.
struct InspectOutput {
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
