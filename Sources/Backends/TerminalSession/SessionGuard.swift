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
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in 0...2 {
      posix_spawn_file_actions_addopen(&actions, CInt(descriptor), "/dev/null", O_RDWR, 0)
    }
    Spawn.closeOthers(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, CShort(Spawn.newSession | POSIX_SPAWN_SETSIGDEF))
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var pointers: [UnsafeMutablePointer<CChar>?] =
      ([program] + words + arguments).map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    var id: pid_t = 0
    // A guard that cannot be started costs promptness: the sweep is still there.
    _ = Spawn.alone {
      posix_spawn(&id, program, &actions, &attributes, &pointers, &environment)
    }
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
