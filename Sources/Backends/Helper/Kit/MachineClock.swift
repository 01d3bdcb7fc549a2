import Glibc

/// A clock that goes slower while all processors of the machine are busy with something else.
///
/// A helper that is slow because it waits for its turn is not a slow helper. With an idle processor this
/// is the wall clock; with none at all it goes at a quarter of its speed.
struct MachineClock {
  private var last = ContinuousClock.now
  private var ticks = Self.ticks()
  private(set) var elapsed: Duration = .zero

  /// Less idle time than this share of all processors' counts as busy.
  private static let idleShare = 0.25
  private static let slowest = 0.25

  /// Counts the time since the last call.
  mutating func advance() {
    let (now, counted) = (ContinuousClock.now, Self.ticks())
    var speed = 1.0
    if let before = ticks, let counted {
      // The system counts in hundredths of a second: what is shorter waits for the next call.
      guard counted.all > before.all else { return }
      let share = Double(counted.idle - before.idle) / Double(counted.all - before.all)
      speed = min(1, max(Self.slowest, share / Self.idleShare))
    }
    elapsed += (now - last) * speed
    (last, ticks) = (now, counted)
  }

  /// What the processors did since the machine's start, nil where the system does not tell.
  private static func ticks() -> (idle: Int, all: Int)? {
    let file = open("/proc/stat", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 1024)
    let count = read(file, &buffer, buffer.count)
    let text = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    let fields = text.prefix { $0 != "\n" }.split(separator: " ").dropFirst().compactMap { Int($0) }
    // User, nice, system, idle, waiting for a disk, ...: the last two of a guest stand in the first.
    guard fields.count >= 5, fields.prefix(8).reduce(0, +) > 0 else { return nil }
    return (fields[3] + fields[4], fields.prefix(8).reduce(0, +))
  }
}
