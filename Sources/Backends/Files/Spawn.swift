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
}
