import AuthCore
import Synchronization

/// The wall clock, set back while the demo signs its users in, so that their sessions have an age.
final class DemoClock: Sendable {
  private let offset = Mutex<Int64>(0)

  var now: NumericDate {
    Wiring.clock().advanced(byMilliseconds: offset.withLock { $0 })
  }

  /// Sets the clock back by so many minutes, 0 being now.
  func setBack(minutes: Int64) {
    offset.withLock { $0 = -minutes * 60_000 }
  }
}
