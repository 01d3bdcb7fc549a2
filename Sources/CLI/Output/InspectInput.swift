import Glibc

/// Lines of a file or of standard input, one at a time.
struct InspectInput: ~Copyable {
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
