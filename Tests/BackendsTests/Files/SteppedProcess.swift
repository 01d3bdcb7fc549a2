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
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends.theirs, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends.theirs, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    let path = ChildProcess.program("KillWriter")
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, path, &actions, nil, &words, environ)
    close(ends.theirs)
    self.id = code == 0 ? id : -1
    socket = ends.ours
    guard code == 0 else { return nil }
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
