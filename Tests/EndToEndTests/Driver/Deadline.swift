import Glibc

/// The moment by which a test must have seen what it waits for.
struct Deadline {
  let end: ContinuousClock.Instant

  static func `in`(_ seconds: Int) -> Deadline {
    Deadline(end: ContinuousClock.now + .seconds(seconds))
  }

  /// Milliseconds left for `poll`, 0 when it has passed.
  var milliseconds: CInt {
    let left = (end - ContinuousClock.now).components
    return CInt(clamping: max(0, left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000))
  }

  var hasPassed: Bool { ContinuousClock.now >= end }

  /// Waits until one of the descriptors has something to tell; false when the time is over.
  func poll(_ descriptors: [CInt], events: Int32 = POLLIN) -> Bool {
    var entries = descriptors.map { pollfd(fd: $0, events: Int16(events), revents: 0) }
    while !hasPassed {
      let count = Glibc.poll(&entries, nfds_t(entries.count), milliseconds)
      if count > 0 { return true }
      if count < 0, errno != EINTR { return false }
    }
    return false
  }

  /// Whether a descriptor has something to tell now.
  static func isReady(_ descriptor: CInt) -> Bool {
    var entries = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    return Glibc.poll(&entries, 1, 0) > 0
  }
}
