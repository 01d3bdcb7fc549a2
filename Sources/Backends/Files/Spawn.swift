/// Flags of `posix_spawn` that Swift does not import from `spawn.h`.
enum Spawn {
  /// `POSIX_SPAWN_SETSID`.
  static let newSession: CInt = 0x80
}
