import Glibc

/// Waits in the background for the end of a terminal session and removes its file at once.
///
/// It is started by the first write of a session, outside that session, so that neither the closing
/// of the terminal nor a kill of the shell ends it. Should it be killed itself, the next start of
/// any authtop removes the file.
package struct SessionGuard: Equatable, Sendable {
  package let leader: SessionLeader
  package let directory: String

  package init(leader: SessionLeader, directory: String) {
    self.leader = leader
    self.directory = directory
  }

  /// Names the session on a command line; it holds no secret.
  package var arguments: [String] { [directory, SessionFileName(leader).text] }

  /// The session that a command line names.
  package init?(arguments: [String]) {
    guard arguments.count == 2, let name = SessionFileName(arguments[1]),
      name.text == arguments[1], arguments[0].hasPrefix("/")
    else { return nil }
    self.init(leader: name.leader, directory: arguments[0])
  }

  /// Starts a program with words and this session's arguments, in a session of its own, without a
  /// terminal and without waiting for it.
  ///
  /// The program has nothing of this process: no descriptor, no environment.
  package func start(_ program: String, _ words: [String]) {
    // A guard that cannot be started costs promptness: the sweep is still there.
    _ = Spawn.alone { Spawn.start(program, words + arguments, environment: [:]) }
  }

  /// Blocks until the session has ended, and removes its file.
  ///
  /// Only one guard of a session waits; another one returns at once.
  package func run() {
    let file = PrivateFile(
      directory: directory,
      name: SessionFileName(leader).text,
      folder: .folder,
      sizeLimit: 0
    )
    let lock = open(file.path + ".guard", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard lock >= 0 else { return }
    defer { close(lock) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return }
    ProcessEnd.wait(for: leader)
    SessionSweep.remove(file)
    unlink(file.path + ".guard")
  }
}
