import Glibc

/// A clock that goes slower while all processors of the machine are busy with something else.
///
/// A helper that is slow because it waits for its turn is not a slow helper. With an idle processor this
/// is the wall clock; with none at all it goes at a quarter of its speed.
package struct MachineClock {
  /// What the processors did since the machine's start, in hundredths of a second.
  package struct Ticks: Equatable, Sendable {
    package var idle: Int
    package var all: Int

    package init(idle: Int, all: Int) {
      self.idle = idle
      self.all = all
    }
  }

  private var ticks: Ticks?
  /// Wall time that is not counted yet: the system's ticks are coarse.
  private var waiting: Duration = .zero
  package private(set) var elapsed: Duration = .zero

  /// Less idle time than this share of all processors' counts as busy.
  private static let idleShare = 0.25
  private static let slowest = 0.25

  package init(_ ticks: Ticks? = Self.now()) {
    self.ticks = ticks
  }

  /// Counts some wall time, given what the processors did until its end; `isWhole` counts all of it,
  /// such as that of a run which gave no answer in its own time.
  package mutating func count(_ wall: Duration, isWhole: Bool, until now: Ticks? = Self.now()) {
    if isWhole {
      elapsed += wall
      ticks = now
      return
    }
    waiting += wall
    var speed = 1.0
    if let before = ticks, let now {
      guard now.all > before.all else { return }
      let share = Double(now.idle - before.idle) / Double(now.all - before.all)
      speed = min(1, max(Self.slowest, share / Self.idleShare))
    }
    elapsed += waiting * speed
    (waiting, ticks) = (.zero, now)
  }

  /// What the processors did until now, nil where the system does not tell.
  package static func now() -> Ticks? {
    let file = open("/proc/stat", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 1024)
    let count = read(file, &buffer, buffer.count)
    let text = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    let fields = text.prefix { $0 != "\n" }.split(separator: " ").dropFirst().compactMap { Int($0) }
    // User, nice, system, idle, waiting for a disk, ...: the last two of a guest stand in the first.
    let all = fields.prefix(8).reduce(0, +)
    guard fields.count >= 5, all > 0 else { return nil }
    return Ticks(idle: fields[3] + fields[4], all: all)
  }
}
