import Glibc

/// A process of the program beside the tests that is told by lines what to do next and answers each
/// with one.
final class SteppedProcess {
  private let id: pid_t
  private let socket: CInt
  private var pending: [UInt8] = []

  /// Starts the program; nil when that is impossible.
  init?(_ arguments: [String]) {
    guard let ends = ChildProcess.socketPair() else { return nil }
    let path = ChildProcess.program("KillWriter")
    let id = ChildProcess.start(path, arguments, socket: ends.theirs)
    close(ends.theirs)
    self.id = id ?? -1
    socket = ends.ours
    guard id != nil else { return nil }
  }

  deinit {
    close(socket)
    guard id > 0 else { return }
    kill(id, SIGKILL)
    _ = ChildProcess.reap(id, by: .now + ChildProcess.limit)
  }

  /// Tells it the next step.
  func tell(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = send(socket, bytes, bytes.count, CInt(MSG_NOSIGNAL))
  }

  /// Its answer, nil when it has ended or is overdue.
  func answer() -> String? {
    let deadline = ContinuousClock.now + ChildProcess.limit
    while true {
      if let end = pending.firstIndex(of: 10) {
        defer { pending.removeSubrange(...end) }
        return String(decoding: pending[..<end], as: UTF8.self)
      }
      guard let more = ChildProcess.bytes(from: socket, by: deadline), !more.isEmpty else {
        return nil
      }
      pending += more
    }
  }
}
