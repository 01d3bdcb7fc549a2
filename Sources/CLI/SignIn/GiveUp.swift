import Glibc

/// A word from another thread that nothing more is waited for.
final class GiveUp: Sendable {
  private let reading: CInt
  private let writing: CInt

  init() {
    var ends: [CInt] = [-1, -1]
    pipe(&ends)
    (reading, writing) = (ends[0], ends[1])
    for end in ends where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    for end in [reading, writing] where end >= 0 { close(end) }
  }

  func now() {
    var byte: UInt8 = 0
    _ = write(writing, &byte, 1)
  }

  /// Blocks until a descriptor can be read; false when it was given up before.
  func waits(for other: CInt) -> Bool {
    while true {
      var both = [
        pollfd(fd: other, events: Int16(POLLIN), revents: 0),
        pollfd(fd: reading, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&both, 2, -1) < 0, errno == EINTR { continue }
      return both[1].revents == 0
    }
  }
}
