import Backends
import Dispatch
import Glibc
import Synchronization

/// A command of the user's own, run without a shell and without the terminal, and not waited for.
enum WarningCommand {
  private static let queue = DispatchQueue(label: "authtop.warning", attributes: .concurrent)
  /// A command that takes longer is ended.
  private static let limitSeconds = 30
  private static let newSession: CInt = 0x80

  /// Starts it; a program that cannot be started is left at that.
  static func start(_ program: String, _ arguments: [String], environment: [String: String]) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, mode) in [(0, O_RDONLY), (1, O_WRONLY), (2, O_WRONLY)] as [(CInt, CInt)] {
      posix_spawn_file_actions_addopen(&actions, number, "/dev/null", mode, 0)
    }
    Spawn.closeOthers(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    let flags = newSession | CInt(POSIX_SPAWN_SETSIGDEF) | CInt(POSIX_SPAWN_SETSIGMASK)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    let variables = Wiring.environment.merging(environment) { _, own in own }
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var entries = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + entries { free(text) } }
    var id: pid_t = 0
    guard posix_spawnp(&id, program, &actions, &attributes, &words, &entries) == 0 else { return }
    reap(id)
  }

  /// A command that was started; its number is its own until it was waited for.
  private final class Child: Sendable {
    private let id: Mutex<pid_t?>

    init(id: pid_t) { self.id = Mutex(id) }

    func kill() { id.withLock { if let id = $0 { _ = Glibc.kill(-id, SIGKILL) } } }

    func wait() {
      guard let number = id.withLock({ $0 }) else { return }
      var information = siginfo_t()
      // Seen first and collected under the lock: nobody may signal a number that is free again.
      while waitid(P_PID, id_t(number), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
      id.withLock { id in
        var status: CInt = 0
        while waitpid(number, &status, 0) < 0, errno == EINTR {}
        id = nil
      }
    }
  }

  /// Waits for the end elsewhere; what takes too long is ended with all that it started.
  private static func reap(_ id: pid_t) {
    let child = Child(id: id)
    queue.asyncAfter(deadline: .now() + .seconds(limitSeconds)) { child.kill() }
    queue.async { child.wait() }
  }
}
