import Glibc

/// What a writer says once a write has been reported as done: `subject number`, one line.
struct Acknowledgement: Equatable {
  /// Which session.
  let subject: Int
  /// Grows with each write of it.
  let number: Int

  init(subject: Int, number: Int) {
    self.subject = subject
    self.number = number
  }

  init?(_ line: some StringProtocol) {
    let numbers = line.split(separator: " ").compactMap { Int($0) }
    guard numbers.count == 2 else { return nil }
    self.init(subject: numbers[0], number: numbers[1])
  }

  /// One write of a whole line, so that a kill leaves no half of it.
  func say() {
    let bytes = Array("\(subject) \(number)\n".utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }
}

/// Whole files as texts, in the way of a program that takes no care.
enum FileText {
  static func read(_ path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = Glibc.read(descriptor, &buffer, buffer.count), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Cuts the file and writes it again, some bytes at a time.
  static func overwrite(_ path: String, _ text: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, min($0.count, 32)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
