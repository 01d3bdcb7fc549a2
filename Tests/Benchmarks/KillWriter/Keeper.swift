import Backends
import Glibc

/// Runs a command and ends everything that it left behind, daemons included.
///
/// What a keyring or an agent starts puts itself into sessions of its own, and would outlive its test,
/// with whatever descriptors it inherited. As their adopted parent this process finds all of them.
struct Keeper {
  /// How long the command has, in seconds.
  let seconds: Int
  /// The exit code for a command that did not end in time.
  static let overdue: CInt = 124

  /// `prctl(2)`, which Swift does not import because its arguments vary in number.
  private static let control: (@convention(c) (CInt, UInt, UInt, UInt, UInt) -> CInt)? =
    dlsym(nil, "prctl").map {
      unsafeBitCast($0, to: (@convention(c) (CInt, UInt, UInt, UInt, UInt) -> CInt).self)
    }
  /// `PR_SET_CHILD_SUBREAPER`.
  private static let adoptOrphans: CInt = 36

  /// The command's exit code, once nothing of it runs any more.
  func run(_ words: [String]) -> CInt {
    _ = Self.control?(Self.adoptOrphans, 1, 0, 0, 0)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Standard input is the life line to whoever started this, and no business of the command's.
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var id: pid_t = 0
    guard posix_spawnp(&id, words[0], &actions, nil, &pointers, environ) == 0 else { return 127 }
    let code = wait(for: id)
    endDescendants()
    return code
  }

  private func wait(for id: pid_t) -> CInt {
    let end = ContinuousClock.now + .seconds(seconds)
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while ContinuousClock.now < end {
      var status: CInt = 0
      let ended = waitpid(-1, &status, WNOHANG)
      if ended == id { return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F) }
      if ended > 0 { continue }
      // Its end means that the test is gone.
      if poll(&input, 1, 10) > 0 { return Self.overdue }
    }
    return Self.overdue
  }

  /// Kills all descendants, which what they start meanwhile cannot escape for ever.
  private func endDescendants() {
    let end = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < end {
      for id in Self.descendants(of: getpid()) { kill(id, SIGKILL) }
      var ended: pid_t = 1
      while ended > 0 { ended = waitpid(-1, nil, WNOHANG) }
      if ended < 0, errno == ECHILD { return }
      poll(nil, 0, 5)
    }
  }

  private static func descendants(of root: pid_t) -> [pid_t] {
    var children: [pid_t: [pid_t]] = [:]
    for name in DirectoryListing.names("/proc") {
      guard let id = pid_t(name), let parent = parent(of: id) else { continue }
      children[parent, default: []].append(id)
    }
    var found: [pid_t] = []
    var open = children[root] ?? []
    while let id = open.popLast() {
      found.append(id)
      open += children[id] ?? []
    }
    return found
  }

  /// The fourth field of `/proc/ID/stat`; the second is in brackets and may hold spaces.
  private static func parent(of id: pid_t) -> pid_t? {
    let file = open("/proc/\(id)/stat", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 1024)
    let count = read(file, &buffer, buffer.count)
    guard count > 0, let bracket = buffer[..<count].lastIndex(of: UInt8(ascii: ")")) else {
      return nil
    }
    let fields = buffer[(bracket + 1)..<count].split(separator: UInt8(ascii: " "))
    return fields.count > 1 ? pid_t(String(decoding: fields[1], as: UTF8.self)) : nil
  }
}
