/// Notices a wall clock that was set and a machine that slept, by comparing three clocks.
///
/// Between two looks the wall clock and the clock since boot must have gone equally far, and so must
/// the clock since boot and the one that stands still during sleep. A clock that is slewed by a few
/// milliseconds a second is not noticed, and need not be.
public struct ClockWatch: Equatable, Sendable {
  /// What three clocks show at one moment, in milliseconds.
  public struct Reading: Equatable, Sendable {
    /// CLOCK_REALTIME.
    public let wall: Int64
    /// CLOCK_BOOTTIME, which counts sleep.
    public let boot: Int64
    /// CLOCK_MONOTONIC, which does not.
    public let awake: Int64

    public init(wall: Int64, boot: Int64, awake: Int64) {
      self.wall = wall
      self.boot = boot
      self.awake = awake
    }
  }

  /// What happened since the last look, in milliseconds.
  public enum Change: Equatable, Sendable {
    /// Somebody set the wall clock, forward or (negative) back.
    case set(by: Int64)
    case slept(Int64)
  }

  /// Differences below this many milliseconds are none.
  public static let threshold: Int64 = 2000

  private var last: Reading

  public init(_ reading: Reading) {
    last = reading
  }

  /// Compares with the last look; a clock that was set counts before a sleep.
  public mutating func look(_ reading: Reading) -> Change? {
    defer { last = reading }
    let boot = reading.boot &- last.boot
    let jump = Self.difference(reading.wall, last.wall &+ boot)
    if jump.magnitude >= UInt64(Self.threshold) { return .set(by: jump) }
    let sleep = Self.difference(boot, reading.awake &- last.awake)
    return sleep >= Self.threshold ? .slept(sleep) : nil
  }

  private static func difference(_ left: Int64, _ right: Int64) -> Int64 {
    let (value, overflow) = left.subtractingReportingOverflow(right)
    return overflow ? (left < 0 ? .min : .max) : value
  }
}

extension ClockWatch.Change: CustomStringConvertible {
  public var description: String {
    switch self {
    case .set(let distance):
      "the clock was set \(distance < 0 ? "back" : "forward") by "
        + "\(Self.words(distance.magnitude)): all states were looked at again; stored drifts were "
        + "measured before, a refresh measures them anew"
    case .slept(let length):
      "the machine slept for \(Self.words(length.magnitude)): all states were looked at again"
    }
  }

  /// A length of time in its two largest units.
  private static func words(_ milliseconds: UInt64) -> String {
    var left = milliseconds / 1000
    var words: [String] = []
    for (size, unit) in [(UInt64(86400), "d"), (3600, "h"), (60, "min"), (1, "s")]
    where left >= size && words.count < 2 {
      words.append("\(left / size) \(unit)")
      left %= size
    }
    return words.joined(separator: " ")
  }
}
