import Backends
import Dispatch
import Glibc
import Synchronization

/// A command of the user's own, run without a shell and without the terminal, and not waited for.
enum WarningCommand {
  private static let queue = DispatchQueue(label: "authtop.warning", attributes: .concurrent)
  /// A command that takes longer is ended.
  private static let limitSeconds = 30

  /// Starts it; a program that cannot be started is left at that.
  static func start(_ program: String, _ arguments: [String], environment: [String: String]) {
    let variables = Wiring.environment.merging(environment) { _, own in own }
    let (id, code) = Spawn.start(program, arguments, environment: variables)
    guard code == 0 else { return }
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
