import Backends
import Dispatch
import Glibc

/// The user's own browser, started beside the program and left alone.
enum Browser {
  /// Asks the desktop to open an address; false when there is nobody to ask.
  ///
  /// No shell is between, the child has a process group of its own and nothing of the terminal.
  @discardableResult
  static func open(_ url: String) -> Bool {
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
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, CShort(flags))
    posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var words: [UnsafeMutablePointer<CChar>?] =
      (["xdg-open", url] as [String]).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    guard posix_spawnp(&child, "xdg-open", &actions, &attributes, &words, environ) == 0 else {
      return false
    }
    let id = child
    // Whoever started it must take its end, whenever that is.
    DispatchQueue.global(qos: .utility).async {
      var status: CInt = 0
      while waitpid(id, &status, 0) < 0, errno == EINTR {}
    }
    return true
  }
}
