import Glibc
import Synchronization

/// The helpers that watch now: none of them outlives this process by more than its grace.
///
/// Nothing waits for their listeners when the process ends, and one may heed neither the end of its
/// standard input nor a signal.
enum WatchingHelpers {
  private static let ids = Mutex<Set<pid_t>>([])
  private static let isArranged = atexit { WatchingHelpers.endAll() } == 0

  static func add(_ id: pid_t) {
    _ = isArranged
    ids.withLock { _ = $0.insert(id) }
  }

  static func remove(_ id: pid_t) { ids.withLock { _ = $0.remove(id) } }

  /// Politely first; one that ends at once holds up nobody.
  private static func endAll() {
    let left = ids.withLock { $0 }
    for id in left where state(of: id) != .gone { kill(-id, SIGTERM) }
    let deadline = ContinuousClock.now + .seconds(HelperLimits().graceSeconds)
    while left.contains(where: { state(of: $0) == .running }), ContinuousClock.now < deadline {
      poll(nil, 0, 5)
    }
    for id in left where state(of: id) != .gone { kill(-id, SIGKILL) }
  }

  private enum State {
    /// `ended` ones are not reaped, so their number is their own; `gone` ones are.
    case running, ended, gone
  }

  private static func state(of id: pid_t) -> State {
    var information = siginfo_t()
    let flags = WEXITED | WNOHANG | WNOWAIT
    guard waitid(P_PID, id_t(id), &information, flags) == 0 else { return .gone }
    return information.si_signo == SIGCHLD ? .ended : .running
  }
}
