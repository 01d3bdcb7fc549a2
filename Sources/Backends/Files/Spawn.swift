package import Glibc
import Synchronization

/// What starting programs needs beside `posix_spawn`.
package enum Spawn {
  /// `POSIX_SPAWN_SETSID`, which Swift does not import from `spawn.h`.
  static let newSession: CInt = 0x80

  private static let lock = Mutex(())

  /// Runs a body while no other program is started: what opens pipes and marks them as its own in
  /// two steps must not lend them to somebody else's child in between.
  static func alone<Value>(_ body: () -> Value) -> Value {
    lock.withLock { _ in body() }
  }

  /// Gives the program the three standard descriptors at most.
  ///
  /// Ours end with us on their own, but whoever started us may have left some open: a program that stays
  /// behind would keep the other end of his pipe waiting for ever.
  package static func closeOthers(_ actions: inout posix_spawn_file_actions_t) {
    for name in DirectoryListing.names("/proc/self/fd") {
      guard let descriptor = CInt(name), descriptor > 2 else { continue }
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
  }
}
