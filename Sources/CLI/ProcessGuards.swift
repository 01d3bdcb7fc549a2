import Glibc

/// What this process asks of the system before it holds any secret.
enum ProcessGuards {
  static func set() {
    // A file that reaches its limit is an error that is told, and no end with tokens in hand.
    signal(SIGXFSZ, SIG_IGN)
    // Inherited as ignored, it would take the exit codes of helpers away.
    signal(SIGCHLD, SIG_DFL)
    keepOutOfDumps()
  }

  /// No core file of this process or its helpers, and no other program of the user may read its memory.
  private static func keepOutOfDumps() {
    // One byte and not none: a program that takes dumps from a pipe is given them whatever the limit, but
    // not at one (core(5)).
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = min(1, limit.rlim_max)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    let dumpable: CInt = 4
    _ = control?(dumpable, 0, 0, 0, 0)
  }

  private typealias Control = @convention(c) (CInt, UInt, UInt, UInt, UInt) -> CInt

  /// `prctl(2)`, whose variable arguments and `PR_SET_DUMPABLE` Swift does not import.
  private static let control: Control? = dlsym(nil, "prctl").map {
    unsafeBitCast($0, to: Control.self)
  }
}
