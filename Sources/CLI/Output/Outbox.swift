import Glibc

/// Where a pool's messages go: standard output, or the end of a file that only its owner reads.
struct Outbox: Sendable {
  private let descriptor: Int32

  init(path: String?) throws {
    // A reader that goes away takes its messages with it, not the pool.
    signal(SIGPIPE, SIG_IGN)
    guard let path else {
      descriptor = STDOUT_FILENO
      return
    }
    descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CommandFailure(
        "\(path): \(String(cString: strerror(errno))); no pool was started",
        code: CommandFailure.Code.unusableInput
      )
    }
  }

  /// One line in one write, so that a reader sees it whole.
  func write(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }
}
