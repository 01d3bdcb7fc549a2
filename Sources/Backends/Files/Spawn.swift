import Glibc
import Synchronization

/// What starting programs needs beside `posix_spawn`.
enum Spawn {
  /// `POSIX_SPAWN_SETSID`, which Swift does not import from `spawn.h`.
  static let newSession: CInt = 0x80

  private static let lock = Mutex(())

  /// Runs a body while no other program is started: what opens pipes and marks them as its own in
  /// two steps must not lend them to somebody else's child in between.
  static func alone<Value>(_ body: () -> Value) -> Value {
    lock.withLock { _ in body() }
  }

  /// Leaves a program its three standard descriptors and nothing else of this process.
  ///
  /// What authtop itself inherited, such as the pipe that a passphrase comes from, would otherwise be
  /// passed on, and a pipe that somebody reads to its end would stay open with a program that lives on.
  static func closeOthers(_ actions: inout posix_spawn_file_actions_t) {
    for number in DirectoryListing.names("/proc/self/fd").compactMap({ CInt($0) }) where number > 2
    {
      posix_spawn_file_actions_addclose(&actions, number)
    }
  }
}
