import Glibc

/// Runs lines of the system's shell that cannot outlast a test or hold what is the test runner's.
///
/// `system` would hand on the calling thread's blocked signals, which on a thread of Dispatch are all of them: a bus
/// daemon that was told to end would stay, and with it the standard output of the test runner, for ever.
package enum Shell {
  /// Runs a script and returns its exit code, -1 if it was killed, did not end in time or could not be started.
  @discardableResult
  package static func run(_ script: String, seconds: Int = 120) -> CInt {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in CInt(0)...2 {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    // One that is not open is passed over.
    for descriptor in CInt(3)..<1024 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    let newSession: CInt = 0x80
    let flags = newSession | CInt(POSIX_SPAWN_SETSIGDEF) | CInt(POSIX_SPAWN_SETSIGMASK)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let parts = ["/bin/sh", "-c", script]
    var words: [UnsafeMutablePointer<CChar>?] = parts.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    guard posix_spawn(&id, "/bin/sh", &actions, &attributes, &words, environ) == 0 else {
      return -1
    }
    let code = end(of: id, by: .now + .seconds(seconds))
    kill(-id, SIGKILL)
    return code
  }

  private static func end(of id: pid_t, by deadline: ContinuousClock.Instant) -> CInt {
    var status: CInt = 0
    while true {
      let ended = waitpid(id, &status, WNOHANG)
      if ended == id { return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1 }
      if ended < 0, errno != EINTR { return -1 }
      if ContinuousClock.now > deadline {
        kill(-id, SIGKILL)
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return -1
      }
      poll(nil, 0, 5)
    }
  }
}
