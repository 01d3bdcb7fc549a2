package import AuthCore

/// The time zone of the clocks that people look at: how far they are ahead of UTC at any moment.
///
/// It is lent to the app, which has no time zone data; two of the same name are the same.
package struct LocalTime: Equatable, Sendable {
  package let name: String
  private let secondsAhead: @Sendable (NumericDate) -> Int64

  package static let utc = LocalTime("UTC") { _ in 0 }

  package init(_ name: String, _ secondsAhead: @escaping @Sendable (NumericDate) -> Int64) {
    self.name = name
    self.secondsAhead = secondsAhead
  }

  package static func == (left: Self, right: Self) -> Bool { left.name == right.name }

  /// Seconds that its clocks are ahead of UTC at a moment.
  package func offset(at date: NumericDate) -> Int64 { secondsAhead(date) }

  /// The moment at which its clocks show so many seconds since their 1970-01-01.
  ///
  /// Of an hour that comes twice it is the first one; what is skipped counts as if the clocks had
  /// not been set forward.
  package func moment(shown seconds: Int64) -> NumericDate {
    let near = NumericDate(seconds: seconds)
    let day: Int64 = 86_400
    let before = offset(at: near.advanced(bySeconds: -day))
    let after = offset(at: near.advanced(bySeconds: day))
    let (first, second) = (near.advanced(bySeconds: -before), near.advanced(bySeconds: -after))
    return offset(at: first) != before && offset(at: second) == after ? second : first
  }
}
