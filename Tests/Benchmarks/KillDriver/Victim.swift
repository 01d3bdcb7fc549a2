import Glibc

/// A writer in a process of its own, and what it acknowledged before it was killed.
final class Victim {
  private let id: pid_t
  private let output: CInt
  private var pending: [UInt8] = []
  private(set) var lines: [String] = []
  private var isReaped = false

  /// Starts this program once more as a writer.
  init?(_ subject: Subject, _ folder: String) {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    let arguments = ["KillDriver", "write", subject.rawValue, folder]
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, "/proc/self/exe", &actions, nil, &words, environ)
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      return nil
    }
    self.id = id
    output = ends[0]
    _ = fcntl(output, F_SETFL, O_NONBLOCK)
  }

  deinit {
    kill()
    close(output)
  }

  /// Waits until so many lines were said, or the time is over, or the writer ended by itself.
  func wait(lines count: Int, for limit: Duration) {
    let end = ContinuousClock.now + limit
    while lines.count < count, ContinuousClock.now < end {
      // Shorter than a millisecond there is no waiting, only looking again.
      let left = (end - ContinuousClock.now) / .milliseconds(1)
      var poller = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&poller, 1, CInt(max(0, min(left, 1000)))) > 0 else { continue }
      guard take() else { return }
    }
  }

  /// Kills the writer, which gets no chance to tidy up, and takes what it had said.
  func kill() {
    guard !isReaped else { return }
    isReaped = true
    _ = Glibc.kill(id, SIGKILL)
    var status: CInt = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    while take() {}
  }

  /// Takes what waits; false at the end and when nothing waits.
  private func take() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(output, &buffer, buffer.count)
    guard count > 0 else { return count < 0 && errno == EINTR }
    pending += buffer[..<count]
    while let end = pending.firstIndex(of: 10) {
      lines.append(String(decoding: pending[..<end], as: UTF8.self))
      pending.removeSubrange(...end)
    }
    return true
  }
}
