/// The time that is left, as short as it can be said: `29d 4h`, `3h 12m`, `42m`, `4m03s`, `18s`, `expired 12m`.
///
/// Seconds show only under five minutes, so that a screen of healthy sessions need not be drawn each second.
package struct Countdown: Hashable, Sendable {
  /// In milliseconds; zero or less when the time is over.
  package let left: Int

  private static let second = 1000
  private static let minute = 60 * second
  private static let hour = 60 * minute
  private static let day = 24 * hour

  package init(milliseconds left: Int) {
    self.left = left
  }

  /// A length of time, whichever way it goes.
  package init(length: Int64) {
    self.init(milliseconds: Int(clamping: length.magnitude))
  }

  package var isOver: Bool { left <= 0 }

  /// Milliseconds since the end, 0 before it: the lowest number of 64 bits has no negative.
  private var past: Int { isOver ? Int(clamping: left.magnitude) : 0 }

  package var text: SafeText {
    isOver ? "expired \(Self.age(past))" : Self.remaining(left)
  }

  /// How long ago the end was: `12m ago`.
  package var agoText: SafeText { "\(Self.age(past)) ago" }

  /// In how many milliseconds `text` changes; always positive.
  package var nextChange: Int {
    isOver ? Self.ageStep(past) - past % Self.ageStep(past) : left % Self.step(left) + 1
  }

  /// Whether `text` counts in seconds.
  package var showsSeconds: Bool {
    isOver ? Self.ageStep(past) == Self.second : Self.step(left) == Self.second
  }

  /// A time that has passed, in one unit: `18s`, `12m`, `3h`, `2d`.
  package static func age(_ time: Int) -> SafeText {
    switch ageStep(time) {
    case day: "\(time / day)d"
    case hour: "\(time / hour)h"
    case minute: "\(time / minute)m"
    default: "\(time / second)s"
    }
  }

  private static func remaining(_ left: Int) -> SafeText {
    if left >= day { return "\(left / day)d \(left % day / hour)h" }
    if left >= hour { return "\(left / hour)h \(left % hour / minute, digits: 2)m" }
    if left >= 5 * minute { return "\(left / minute)m" }
    if left >= minute { return "\(left / minute)m\(left % minute / second, digits: 2)s" }
    return "\(left / second)s"
  }

  private static func step(_ left: Int) -> Int {
    left >= day ? hour : left >= 5 * minute ? minute : second
  }

  private static func ageStep(_ age: Int) -> Int {
    age >= day ? day : age >= hour ? hour : age >= minute ? minute : second
  }
}
