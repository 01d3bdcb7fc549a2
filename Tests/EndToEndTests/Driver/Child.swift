import Glibc
import Synchronization

/// A process that a test started; it is ended with the value at the latest.
final class Child {
  let id: pid_t
  /// The reading end of a pipe whose other end only the process holds: its end is the process's.
  let lifeline: CInt
  private let isLeader: Bool
  private var ending: Ending?
  /// Out of the way of what a shell opens.
  private static let lifelineNumber: CInt = 9

  /// How a process ended.
  struct Ending: Equatable {
    /// Its exit code, nil when a signal killed it.
    let code: Int32?
    let signal: Int32?
    /// What it spent of the processor's time, in milliseconds.
    let cpuMilliseconds: Int
  }

  /// Starts a program.
  ///
  /// `terminal` is the path of the terminal that will control it; `files` are descriptors by the number they get. It
  /// inherits nothing else: what is missing of its three streams is `/dev/null`.
  init(
    _ path: String,
    _ arguments: [String],
    environment: [String: String],
    files: [CInt: CInt] = [:],
    terminal: String? = nil,
    leadsSession: Bool = false
  ) throws {
    let ends = try Descriptor.pipe()
    defer { close(ends.writing) }
    lifeline = ends.reading
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let terminal {
      // The first terminal that the leader of a new session opens controls it.
      posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    }
    // Nothing of the runner's: whoever waits for the end of its output never waits for this process.
    for number in CInt(0)..<3 where terminal == nil && files[number] == nil {
      posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
    }
    for (number, source) in files { posix_spawn_file_actions_adddup2(&actions, source, number) }
    posix_spawn_file_actions_adddup2(&actions, ends.writing, Self.lifelineNumber)
    for number in 0..<Self.lifelineNumber where files[number] == nil {
      guard terminal == nil || number > 2 else { continue }
      if number > 2 {
        posix_spawn_file_actions_addclose(&actions, number)
      } else {
        posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
      }
    }
    for number in Descriptor.open where number > Self.lifelineNumber {
      posix_spawn_file_actions_addclose(&actions, number)
    }
    isLeader = leadsSession || terminal != nil
    id = try Self.start(path, arguments, environment, actions, isLeader: isLeader)
  }

  private static func start(
    _ path: String,
    _ arguments: [String],
    _ environment: [String: String],
    _ actions: consuming posix_spawn_file_actions_t,
    isLeader: Bool
  ) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    let session: Int32 = 0x80
    posix_spawnattr_setflags(
      &attributes,
      Int16(Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK) | (isLeader ? session : 0))
    )
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var id: pid_t = 0
    let code = Descriptor.births.withLock { _ in
      posix_spawn(&id, path, &actions, &attributes, &words, &variables)
    }
    guard code == 0 else { throw StoryFailure("\(path) cannot be started: \(code)") }
    return id
  }

  deinit {
    // What the leader of a session started is in its group, unless it left it.
    if isLeader, ending == nil { _ = Glibc.kill(-id, SIGKILL) }
    kill(SIGKILL)
    _ = reap(by: .in(10))
    close(lifeline)
  }

  func kill(_ signal: Int32) {
    if ending == nil { _ = Glibc.kill(id, signal) }
  }

  /// Waits for the process's end.
  func end(by deadline: Deadline) throws -> Ending {
    if let ending { return ending }
    guard deadline.poll([lifeline]), let ending = reap(by: deadline) else {
      throw StoryFailure("process \(id) did not end")
    }
    return ending
  }

  var hasEnded: Bool { Deadline.isReady(lifeline) }

  /// The end of a process that is about to end; nil when it does not.
  private func reap(by deadline: Deadline) -> Ending? {
    if let ending { return ending }
    var status: CInt = 0
    var usage = rusage()
    while wait4(id, &status, WNOHANG, &usage) == 0 {
      guard !deadline.hasPassed else { return nil }
      poll(nil, 0, 1)
    }
    let times = [usage.ru_utime, usage.ru_stime]
    let cpu = times.reduce(0) { $0 + Int($1.tv_sec) * 1000 + Int($1.tv_usec) / 1000 }
    let signal = status & 0x7F
    let result = Ending(
      code: signal == 0 ? (status >> 8) & 0xFF : nil,
      signal: signal == 0 ? nil : signal,
      cpuMilliseconds: cpu
    )
    ending = result
    return result
  }
}
