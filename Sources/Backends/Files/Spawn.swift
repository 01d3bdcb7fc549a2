package import Glibc
import Synchronization

/// Starting programs that share nothing with this one but what they are given.
package enum Spawn {
  /// `POSIX_SPAWN_SETSID`, which Swift does not import from `spawn.h`.
  private static let newSession: CInt = 0x80

  private static let lock = Mutex(())

  /// Runs a body while no other program is started: what opens pipes and marks them as its own in
  /// two steps must not lend them to somebody else's child in between.
  static func alone<Value>(_ body: () -> Value) -> Value {
    lock.withLock { _ in body() }
  }

  /// Starts a program without a shell, in a session and process group of its own, so without a terminal; nothing
  /// waits for its end.
  ///
  /// It gets three standard descriptors, `/dev/null` where `streams` names none, and no other: whoever started us may
  /// have left some open, and a program that stays behind would keep the other end of his pipe waiting for ever. No
  /// signal is ignored or blocked there; on a thread of Dispatch all of them are. `environment` nil hands on ours.
  /// Without a slash the program is looked for on the path.
  ///
  /// - Returns: the process and the number of the error, 0 for none.
  package static func start(
    _ program: String,
    _ words: [String],
    streams: [CInt] = [],
    environment: [String: String]? = nil
  ) -> (id: pid_t, code: CInt) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    assign(streams, &actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    let flags = newSession | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, CShort(flags))
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var arguments = pointers([program] + words)
    var variables = pointers((environment ?? [:]).map { "\($0.key)=\($0.value)" })
    defer { for text in arguments + variables { free(text) } }
    var id: pid_t = 0
    let code = variables.withUnsafeMutableBufferPointer {
      let own = environment == nil ? environ : $0.baseAddress
      return posix_spawnp(&id, program, &actions, &attributes, &arguments, own ?? environ)
    }
    return (id, code)
  }

  private static func assign(_ streams: [CInt], _ actions: inout posix_spawn_file_actions_t) {
    for number in CInt(0)...2 {
      if Int(number) < streams.count {
        posix_spawn_file_actions_adddup2(&actions, streams[Int(number)], number)
      } else {
        posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
      }
    }
    for name in DirectoryListing.names("/proc/self/fd") {
      guard let descriptor = CInt(name), descriptor > 2 else { continue }
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
  }

  private static func pointers(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}
