/// A moment as JSON Web Tokens count it: seconds since 1970-01-01T00:00:00Z (RFC 7519 section 2),
/// kept to the millisecond because Amplify's clock drift is.
public struct NumericDate: Hashable, Comparable, Sendable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// A whole number of seconds; moments beyond the range of 64 bits stop at its ends.
  public init(seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    milliseconds = overflow ? (seconds < 0 ? .min : .max) : product
  }

  /// The claim's value, or nil when it lies beyond what 64 bits of milliseconds hold.
  public init?(_ number: JSONNumber) {
    if let seconds = number.integer {
      self.init(wholeSeconds: seconds)
      return
    }
    guard let value = Int64(exactly: (number.double * 1000).rounded(.down)) else { return nil }
    self.init(milliseconds: value)
  }

  /// A whole number of seconds, nil beyond what 64 bits of milliseconds hold.
  init?(wholeSeconds seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    guard !overflow else { return nil }
    milliseconds = product
  }

  /// Whole seconds since 1970, rounded down.
  public var seconds: Int64 {
    let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    return remainder < 0 ? quotient - 1 : quotient
  }

  public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

  /// The moment so many milliseconds later, stopping at the ends of the range.
  public func advanced(byMilliseconds distance: Int64) -> NumericDate {
    let (sum, overflow) = milliseconds.addingReportingOverflow(distance)
    return NumericDate(milliseconds: overflow ? (distance < 0 ? .min : .max) : sum)
  }

  /// The moment so many milliseconds earlier, stopping at the ends of the range.
  ///
  /// Not `advanced(byMilliseconds: -distance)`: the lowest stored number has no negative.
  public func earlier(byMilliseconds distance: Int64) -> NumericDate {
    let (difference, overflow) = milliseconds.subtractingReportingOverflow(distance)
    return NumericDate(milliseconds: overflow ? (distance < 0 ? .max : .min) : difference)
  }

  /// The moment so many seconds later, stopping at the ends of the range.
  public func advanced(bySeconds distance: Int64) -> NumericDate {
    advanced(byMilliseconds: NumericDate(seconds: distance).milliseconds)
  }

  /// Milliseconds from another moment to this one, negative when this one is earlier.
  public func milliseconds(since other: NumericDate) -> Int64 {
    let (difference, overflow) = milliseconds.subtractingReportingOverflow(other.milliseconds)
    return overflow ? (milliseconds < 0 ? .min : .max) : difference
  }
}
