import Glibc

/// The end of a process that is no child.
enum ProcessEnd {
  /// `pidfd_open(2)`, which the Swift overlay of the C library does not import.
  private static let open: (@convention(c) (pid_t, UInt32) -> CInt)? = dlsym(nil, "pidfd_open").map
  {
    unsafeBitCast($0, to: (@convention(c) (pid_t, UInt32) -> CInt).self)
  }

  /// A descriptor that can be read once a process has ended, -1 where the system has none.
  static func descriptor(of id: pid_t) -> CInt { open?(id, 0) ?? -1 }

  /// Blocks until the leader has ended; wakes once a second where the system cannot tell.
  static func wait(for leader: SessionLeader) {
    let descriptor = descriptor(of: leader.id)
    guard descriptor >= 0 else {
      while !leader.hasEnded { sleep(1) }
      return
    }
    defer { close(descriptor) }
    // The id may have been given out again before it was opened.
    guard !leader.hasEnded else { return }
    var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&poller, 1, -1) < 0 {}
  }
}
