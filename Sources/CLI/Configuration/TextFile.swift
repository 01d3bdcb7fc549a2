import AuthCore
import FoundationEssentials
import Glibc

/// Small files that a person names: read whole, or refused with the reason.
enum TextFile {
  /// More than any configuration, token or key set needs.
  static let sizeLimit = 16 * 1024 * 1024

  /// The bytes of a file, or of standard input for `-`.
  static func bytes(_ path: String) throws -> [UInt8] {
    if path == "-" { return try read(0, name: "standard input") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path, String(cString: strerror(errno))) }
    defer { close(descriptor) }
    return try read(descriptor, name: path)
  }

  /// A client secret: the first line of a file.
  static func secret(_ path: String) throws -> ClientSecret {
    let text = String(decoding: try bytes(path), as: UTF8.self)
    guard let line = text.split(whereSeparator: \.isNewline).first, !line.isEmpty else {
      throw failure(path, "its first line should be the client secret, and it is empty")
    }
    return ClientSecret(String(line))
  }

  private static func read(_ descriptor: Int32, name: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN {
        // A pipe whose writer is slower than this program, or a standard input that somebody else left so.
        var one = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&one, 1, -1)
        continue
      }
      guard count >= 0 else { throw failure(name, String(cString: strerror(errno))) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= sizeLimit else {
        throw failure(name, "it is larger than \(sizeLimit) bytes")
      }
    }
  }

  private static func failure(_ name: String, _ reason: String) -> CommandFailure {
    CommandFailure("\(name): \(reason)", code: CommandFailure.Code.unusableInput)
  }
}
