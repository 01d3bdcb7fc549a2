import Dispatch
import Glibc

/// This program once more, in a process of its own, and what it said before it was killed.
///
/// Waiting happens on a thread of its own: the pool that is asked meanwhile needs Swift's.
final class KilledProgram {
  private let id: pid_t
  private let output: CInt
  private let input: CInt?
  private var pending: [UInt8] = []
  private(set) var lines: [String] = []
  private var isReaped = false

  /// Starts it; what it is told comes by its standard input, which ends when it dies.
  init?(_ arguments: [String], takesInput: Bool = false) {
    guard let ends = Self.openPipe() else { return nil }
    let told = takesInput ? Self.openPipe() : nil
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let told {
      posix_spawn_file_actions_adddup2(&actions, told[0], STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] =
      (["PoolKillDriver"] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, "/proc/self/exe", &actions, nil, &words, environ)
    close(ends[1])
    if let told { close(told[0]) }
    guard code == 0 else {
      close(ends[0])
      if let told { close(told[1]) }
      return nil
    }
    self.id = id
    output = ends[0]
    input = told?[1]
    _ = fcntl(output, F_SETFL, O_NONBLOCK)
  }

  deinit {
    if !isReaped {
      _ = Glibc.kill(id, SIGKILL)
      var status: CInt = 0
      while waitpid(id, &status, 0) < 0, errno == EINTR {}
    }
    close(output)
    if let input { close(input) }
  }

  /// A pipe that no program inherits by itself.
  private static func openPipe() -> [CInt]? {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return ends
  }

  /// Tells it a line; one that is dead hears nothing.
  func say(_ line: String) {
    guard let input else { return }
    let bytes = Array((line + "\n").utf8)
    _ = write(input, bytes, bytes.count)
  }

  /// Waits until so many lines were said, the time is over, or it ended by itself.
  func wait(lines count: Int, for limit: Duration) async {
    let (output, wanted) = (output, count - lines.count)
    guard wanted > 0 else { return }
    let end = ContinuousClock.now + limit
    take(
      await Self.aside {
        var bytes: [UInt8] = []
        while ContinuousClock.now < end, bytes.count(where: { $0 == 10 }) < wanted {
          let left = (end - ContinuousClock.now) / .milliseconds(1)
          var poller = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
          // Shorter than a millisecond there is no waiting, only looking again.
          guard poll(&poller, 1, CInt(max(0, min(left, 1000)))) > 0 else { continue }
          guard let more = Self.readSome(output) else { break }
          bytes += more
        }
        return bytes
      }
    )
  }

  /// Kills it, which gets no chance to tidy up, and takes what it had said.
  func kill() async {
    guard !isReaped else { return }
    isReaped = true
    let (id, output) = (id, output)
    take(
      await Self.aside {
        _ = Glibc.kill(id, SIGKILL)
        var status: CInt = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        var bytes: [UInt8] = []
        while let more = Self.readSome(output) { bytes += more }
        return bytes
      }
    )
  }

  private func take(_ bytes: [UInt8]) {
    pending += bytes
    while let end = pending.firstIndex(of: 10) {
      lines.append(String(decoding: pending[..<end], as: UTF8.self))
      pending.removeSubrange(...end)
    }
  }

  private static func aside(_ work: @escaping @Sendable () -> [UInt8]) async -> [UInt8] {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "kills").async { continuation.resume(returning: work()) }
    }
  }

  /// What waits; nil at the end and when nothing waits.
  private static func readSome(_ descriptor: CInt) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      return count > 0 ? Array(buffer[..<count]) : nil
    }
  }
}
