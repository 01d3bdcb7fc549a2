import AuthCore
import Glibc

/// One run of a helper from its start to the end of its whole process group.
///
/// The helper gets a session and a process group of its own, so no terminal, and its three standard
/// descriptors only. Nothing passes a shell, and no secret stands in an argument.
struct HelperProcess {
  /// How a run ended.
  struct Outcome: Equatable {
    enum End: Equatable {
      case exited(CInt)
      case signalled(CInt)
      /// It gave no answer in time and was ended.
      case timedOut
      /// It wrote more than the limit and was ended.
      case tooMuch
    }

    var end = End.exited(0)
    var answer: [UInt8] = []
    var message: [UInt8] = []
  }

  let id: pid_t
  /// Our ends of the three pipes, -1 once closed.
  private(set) var input: CInt
  private(set) var output: CInt
  private(set) var messages: CInt
  /// Readable once the process has ended, -1 where the system has none of these.
  let end: CInt

  /// Starts a helper with one word.
  init(_ program: HelperProgram, verb: String) throws(StorageError) {
    try self.init(program, words: [verb])
  }

  /// Starts a program with some words, none of them secret.
  init(_ program: HelperProgram, words: [String]) throws(StorageError) {
    try program.check()
    let (id, ends, code) = Spawn.alone { Self.start(program.path, words) }
    guard code == 0 else {
      errno = code
      throw .system("cannot run \(program.path)")
    }
    self.id = id
    (input, output, messages) = (ends[0], ends[1], ends[2])
    end = ProcessEnd.descriptor(of: id)
    for descriptor in [input, output, messages] {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
  }

  /// The process's id, our ends of its pipes, and the error code, 0 for none.
  private static func start(_ path: String, _ words: [String]) -> (pid_t, [CInt], CInt) {
    var readers: [CInt] = []
    var writers: [CInt] = []
    for _ in 0..<3 {
      var ends: [CInt] = [-1, -1]
      guard pipe(&ends) == 0 else { break }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      readers.append(ends[0])
      writers.append(ends[1])
    }
    guard readers.count == 3 else {
      let code = errno
      for end in readers + writers { close(end) }
      return (0, [], code)
    }
    let (theirs, ours) = (
      [readers[0], writers[1], writers[2]], [writers[0], readers[1], readers[2]]
    )
    var (id, code) = Spawn.start(path, words, streams: theirs)
    // A program that is being written, as by an update of it, can be run in a moment.
    for _ in 0..<300 where code == ETXTBSY {
      usleep(10_000)
      (id, code) = Spawn.start(path, words, streams: theirs)
    }
    for end in theirs + (code == 0 ? [] : ours) { close(end) }
    return (id, ours, code)
  }

  /// Sends a request, takes the answer, and ends the whole group.
  mutating func finish(request: [UInt8], limits: HelperLimits) -> Outcome {
    var outcome = Outcome()
    var rest = request[...]
    let deadline = ContinuousClock.now + .seconds(limits.seconds)
    while true {
      if rest.isEmpty { closeInput() }
      let left = deadline - .now
      // Once more after the end: authtop itself may have been held up, and the answer is there.
      let hasEnded = waitForEvent(max(.zero, left))
      send(&rest)
      let isFull = take(&outcome, limits)
      if isFull {
        outcome.end = .tooMuch
        break
      }
      if hasEnded || (output < 0 && messages < 0 && hasLeft()) { break }
      guard left > .zero else {
        outcome.end = .timedOut
        break
      }
    }
    let status = terminate(grace: limits.graceSeconds, politely: outcome.end != .exited(0))
    _ = take(&outcome, limits)
    closeAll()
    (input, output, messages) = (-1, -1, -1)
    if outcome.end == .exited(0) { outcome.end = Self.end(status) }
    return outcome
  }

  /// Gives back what is still open; nothing else may be called after it.
  func closeAll() {
    for descriptor in [input, output, messages, end] where descriptor >= 0 { close(descriptor) }
  }

  /// The same where the input was closed already.
  func closeRest() {
    for descriptor in [output, messages, end] where descriptor >= 0 { close(descriptor) }
  }

  /// Waits for any of the pipes or the process; says whether the process has ended.
  private func waitForEvent(_ left: Duration) -> Bool {
    var pollers = [
      pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: messages, events: Int16(POLLIN), revents: 0),
      pollfd(fd: end, events: Int16(POLLIN), revents: 0),
    ]
    // Without a descriptor for its end the process itself is asked now and then.
    let longest = end < 0 ? 20 : 60_000
    let milliseconds =
      left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
    _ = poll(&pollers, nfds_t(pollers.count), CInt(min(Int(milliseconds) + 1, longest)))
    return hasLeft()
  }

  /// Whether the process has ended; it stays a zombie, so that its group's number stays its own.
  func hasLeft() -> Bool {
    var information = siginfo_t()
    let flags = WEXITED | WNOHANG | WNOWAIT
    guard waitid(P_PID, id_t(id), &information, flags) == 0 else { return true }
    return information.si_signo == SIGCHLD
  }

  /// A helper that reads nothing closes the pipe; the signal for that must not end authtop.
  private mutating func send(_ rest: inout ArraySlice<UInt8>) {
    guard input >= 0, !rest.isEmpty else { return }
    let count = SilentPipe.write(rest, to: input)
    if count > 0 { rest = rest.dropFirst(count) }
    if count < 0, errno != EAGAIN, errno != EINTR { rest = [] }
  }

  private mutating func closeInput() {
    guard input >= 0 else { return }
    close(input)
    input = -1
  }

  /// Takes what is there; says whether it is more than the limit.
  private mutating func take(_ outcome: inout Outcome, _ limits: HelperLimits) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while output >= 0 {
      let count = read(output, &buffer, buffer.count)
      if count < 0 { break }
      if count == 0 {
        close(output)
        output = -1
        break
      }
      outcome.answer += buffer[..<count]
      if outcome.answer.count > limits.answerBytes { return true }
    }
    while messages >= 0 {
      let count = read(messages, &buffer, buffer.count)
      if count < 0 { break }
      if count == 0 {
        close(messages)
        messages = -1
        break
      }
      let room = limits.messageBytes - outcome.message.count
      outcome.message += buffer[..<min(count, max(0, room))]
    }
    return false
  }

  /// Ends the group and takes the exit status: politely first where it still works.
  func terminate(grace: Double, politely: Bool) -> CInt {
    if politely, !hasLeft() {
      kill(-id, SIGTERM)
      let deadline = ContinuousClock.now + .seconds(grace)
      while !hasLeft(), ContinuousClock.now < deadline {
        var poller = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
        _ = poll(&poller, 1, 20)
      }
    }
    // What the helper left running goes with it; the number is its own until it is reaped.
    kill(-id, SIGKILL)
    var status: CInt = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    return status
  }

  private static func end(_ status: CInt) -> Outcome.End {
    status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signalled(status & 0x7F)
  }
}
