import Dispatch
import Glibc

/// A process of the program that stands beside the tests, its standard output as lines.
///
/// It inherits none of the runner's descriptors, so that whoever waits for their end never waits for
/// this process: its input ends with this value, standard error goes nowhere.
/// Nothing here waits without a deadline; a process that is overdue is killed.
final class ChildProcess {
  let id: pid_t
  private let socket: CInt
  private var pending: [UInt8] = []
  private var code: CInt?

  /// Far more than any process here needs on a busy machine.
  static let limit: Duration = .seconds(90)

  /// The program that was built next to the running test bundle.
  static func program(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer.prefix(max(0, count)).map(UInt8.init), as: UTF8.self)
    return path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/\(name)"
  }

  /// Starts the program with arguments; nil when that is impossible.
  init?(_ name: String, _ arguments: [String]) {
    guard let ends = Self.socketPair() else { return nil }
    socket = ends.ours
    let id = Self.start(Self.program(name), arguments, socket: ends.theirs)
    close(ends.theirs)
    self.id = id ?? 0
    guard id != nil else {
      code = 127
      return nil
    }
  }

  /// Two ends that no program inherits, from the start: whoever did would hide the other's end.
  static func socketPair() -> (ours: CInt, theirs: CInt)? {
    var ends: [CInt] = [0, 0]
    let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { return nil }
    return (ends[0], ends[1])
  }

  static func start(
    _ path: String,
    _ arguments: [String],
    socket: CInt
  ) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    // A thread of the tests may have all signals blocked, and a program inherits that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, CShort(POSIX_SPAWN_SETSIGMASK))
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    return posix_spawn(&id, path, &actions, &attributes, &words, environ) == 0 ? id : nil
  }

  deinit {
    kill()
    close(socket)
  }

  /// The next line of output, nil at its end or when the time is over.
  func line(within limit: Duration = limit) -> String? {
    let deadline = ContinuousClock.now + limit
    while true {
      if let end = pending.firstIndex(of: 10) {
        defer { pending.removeSubrange(...end) }
        return String(decoding: pending[..<end], as: UTF8.self)
      }
      guard let more = Self.bytes(from: socket, by: deadline) else {
        kill()
        return nil
      }
      if more.isEmpty { return nil }
      pending += more
    }
  }

  /// Kills the process, which gets no chance to tidy up, and waits for its end.
  func kill() {
    guard code == nil else { return }
    _ = Glibc.kill(id, SIGKILL)
    code = Self.reap(id, by: .now + Self.limit)
  }

  /// Waits for the process's own end; its exit code, a signal's negative number when one ended it.
  @discardableResult
  func wait(within limit: Duration = limit) -> CInt {
    if let code { return code }
    let found = Self.reap(id, by: .now + limit)
    code = found
    return found
  }

  /// All that it says until its end, and its exit code; other tests go on meanwhile.
  func finish(within limit: Duration = limit) async -> (lines: [String], code: CInt) {
    let (id, socket) = (id, socket)
    let (bytes, code) = await withCheckedContinuation { continuation in
      DispatchQueue(label: "child").async {
        let deadline = ContinuousClock.now + limit
        var bytes: [UInt8] = []
        while let more = Self.bytes(from: socket, by: deadline), !more.isEmpty { bytes += more }
        continuation.resume(returning: (bytes, Self.reap(id, by: deadline)))
      }
    }
    self.code = code
    return (String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init), code)
  }

  /// What comes next, nothing at the end, nil when the time is over.
  static func bytes(from descriptor: CInt, by deadline: ContinuousClock.Instant) -> [UInt8]? {
    var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while ContinuousClock.now < deadline {
      // Shorter than the time that is left, so that no clock's rounding matters.
      guard poll(&poller, 1, 100) > 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = read(descriptor, &buffer, buffer.count)
      return Array(buffer[..<max(0, count)])
    }
    return nil
  }

  /// Waits for a process's end and kills it when it is overdue; its exit code, or the signal that
  /// ended it as a negative number.
  static func reap(_ id: pid_t, by deadline: ContinuousClock.Instant) -> CInt {
    var status: CInt = 0
    while ContinuousClock.now < deadline {
      let found = waitpid(id, &status, WNOHANG)
      if found == id { return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F) }
      if found < 0, errno != EINTR { return -SIGKILL }
      poll(nil, 0, 2)
    }
    _ = Glibc.kill(id, SIGKILL)
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    return -SIGKILL
  }
}
