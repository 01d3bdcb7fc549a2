import Dispatch
import Glibc

/// A process of the program that stands beside the tests, its standard output as lines.
final class ChildProcess {
  let id: pid_t
  private let output: CInt
  private var pending: [UInt8] = []
  private var isReaped = false

  /// The program that was built next to the running test bundle.
  static func program(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer.prefix(max(0, count)).map(UInt8.init), as: UTF8.self)
    return path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/\(name)"
  }

  /// Starts the program with arguments; nil when that is impossible.
  init?(_ name: String, _ arguments: [String]) {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    let path = Self.program(name)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, path, &actions, nil, &words, environ)
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      return nil
    }
    self.id = id
    output = ends[0]
  }

  deinit {
    kill()
    close(output)
  }

  /// The next line of output, nil at its end.
  func line() -> String? {
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

  /// Kills the process, which gets no chance to tidy up, and waits for its end.
  func kill() {
    guard !isReaped else { return }
    _ = Glibc.kill(id, SIGKILL)
    wait()
  }

  /// Waits for the process's own end.
  func wait() {
    guard !isReaped else { return }
    _ = Self.reap(id)
    isReaped = true
  }

  /// All that it says until its end, and its exit code; other tests go on meanwhile.
  func finish() async -> (lines: [String], code: CInt) {
    let (id, output) = (id, output)
    let (bytes, code) = await withCheckedContinuation { continuation in
      DispatchQueue(label: "child").async {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = read(output, &buffer, buffer.count), count > 0 {
          bytes += buffer[..<count]
        }
        continuation.resume(returning: (bytes, Self.reap(id)))
      }
    }
    isReaped = true
    return (String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init), code)
  }

  /// Waits for a process's end; its exit code, or the signal that ended it as a negative number.
  private static func reap(_ id: pid_t) -> CInt {
    var status: CInt = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }
}
