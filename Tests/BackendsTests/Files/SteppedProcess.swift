import Glibc

/// A process of the program beside the tests that is told by lines what to do next and answers each
/// with one.
final class SteppedProcess {
  private let id: pid_t
  private let input: CInt
  private let output: CInt
  private var pending: [UInt8] = []

  /// Starts the program; nil when that is impossible.
  init?(_ arguments: [String]) {
    var down: [CInt] = [0, 0]
    var up: [CInt] = [0, 0]
    guard pipe2(&down, O_CLOEXEC) == 0, pipe2(&up, O_CLOEXEC) == 0 else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, down[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, up[1], STDOUT_FILENO)
    let path = ChildProcess.program("KillWriter")
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, path, &actions, nil, &words, environ)
    close(down[0])
    close(up[1])
    self.id = code == 0 ? id : -1
    input = down[1]
    output = up[0]
    guard code == 0 else { return nil }
  }

  deinit {
    close(input)
    close(output)
    guard id > 0 else { return }
    kill(id, SIGKILL)
    var status: CInt = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
  }

  /// Tells it the next step.
  func tell(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(input, bytes, bytes.count)
  }

  /// Its answer, nil when it has ended.
  func answer() -> String? {
    while true {
      if let end = pending.firstIndex(of: 10) {
        defer { pending.removeSubrange(...end) }
        return String(decoding: pending[..<end], as: UTF8.self)
      }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = read(output, &buffer, buffer.count)
      guard count > 0 else { return nil }
      pending += buffer[..<count]
    }
  }
}
