import AuthCore
import Testing

struct NumericDateTests {
  /// The date that a claim's number stands for.
  private func date(_ literal: String) throws -> NumericDate? {
    let document = try JSONParser.parse(Array(literal.utf8))
    guard case .number(let number) = document.value else { return nil }
    return NumericDate(number)
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("-0.0", 0), ("1", 1000), ("-1", -1000), ("1.5", 1500),
      ("1e3", 1_000_000),
      ("1.7e9", 1_700_000_000_000), ("1700000000.123", 1_700_000_000_123), ("-1.5", -1500),
      ("-0.0001", -1), ("0.0009", 0), ("1e-400", 0),
      ("9223372036854775", 9_223_372_036_854_775_000),
      ("-9223372036854775", -9_223_372_036_854_775_000),
    ]
  )
  func `a number is a moment to the millisecond`(literal: String, milliseconds: Int64) throws {
    #expect(try date(literal)?.milliseconds == milliseconds)
  }

  @Test(
    arguments: [
      "1e300", "-1e300", "1e400", "-1e400", "9223372036854776", "-9223372036854776",
      "9223372036854775807", "-9223372036854775808", "9223372036854775808", "9.3e15",
    ]
  )
  func `a number beyond the range is none`(literal: String) throws {
    #expect(try date(literal) == nil)
  }

  @Test func `whole seconds beyond the range stop at its ends`() {
    #expect(NumericDate(seconds: .max).milliseconds == .max)
    #expect(NumericDate(seconds: .min).milliseconds == .min)
    #expect(NumericDate(seconds: -5).milliseconds == -5000)
  }

  @Test(arguments: [(0, 0), (999, 0), (1000, 1), (-1, -1), (-1000, -1), (-1001, -2)])
  func `seconds are rounded down`(milliseconds: Int64, seconds: Int64) {
    #expect(NumericDate(milliseconds: milliseconds).seconds == seconds)
  }

  @Test func `earlier is later by the negative, where there is one`() {
    let now = NumericDate(seconds: 1_772_510_060)
    for distance in [Int64.min + 1, -5000, -1, 0, 1, 5000, .max] {
      #expect(now.earlier(byMilliseconds: distance) == now.advanced(byMilliseconds: -distance))
    }
    #expect(now.earlier(byMilliseconds: .min).milliseconds == .max)
    #expect(NumericDate(milliseconds: .min).earlier(byMilliseconds: 1).milliseconds == .min)
    #expect(now.advanced(bySeconds: 5).milliseconds(since: now) == 5000)
    #expect(now.advanced(bySeconds: .min).milliseconds == now.milliseconds + .min)
    #expect(now.advanced(bySeconds: .max).milliseconds == .max)
  }

  @Test func `sums and differences stop at the ends of the range`() {
    let first = NumericDate(milliseconds: .min)
    let last = NumericDate(milliseconds: .max)
    #expect(last.advanced(byMilliseconds: 1) == last)
    #expect(first.advanced(byMilliseconds: -1) == first)
    #expect(first.advanced(byMilliseconds: .max).milliseconds == -1)
    #expect(last.milliseconds(since: first) == .max)
    #expect(first.milliseconds(since: last) == .min)
    #expect(NumericDate(milliseconds: 0).milliseconds(since: first) == .max)
    #expect(first < last)
    #expect(first.seconds == -9_223_372_036_854_776)
  }
}
