/// The date of an HTTP header in its one form that may be sent, IMF-fixdate: `Sun, 06 Nov 1994
/// 08:49:37 GMT` (RFC 9110 section 5.6.7).
package enum HTTPDate {
  package static func text(_ moment: NumericDate) -> String {
    let date = CalendarDate(moment)
    let day = date.day < 10 ? "0\(date.day)" : "\(date.day)"
    return """
      \(EnglishNames.weekdays[date.weekday]), \(day) \(EnglishNames.months[date.month - 1]) \
      \(date.year) \(date.clockText) GMT
      """
  }

  /// The moment, or nil for a text in any other form or of no real date.
  package static func parse(_ text: String) -> NumericDate? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 6, words[5] == "GMT",
      let month = EnglishNames.months.firstIndex(of: String(words[2])),
      let day = number(words[1], digits: 2), let year = number(words[3], digits: 4)
    else { return nil }
    let clock = words[4].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, let hour = number(clock[0], digits: 2),
      let minute = number(clock[1], digits: 2), let second = number(clock[2], digits: 2)
    else { return nil }
    let seconds = days(year: year, month: month + 1, day: day) * 86400
    let moment = NumericDate(seconds: seconds + hour * 3600 + minute * 60 + second)
    // Written again it must be the same: this refuses 30 February, 25 o'clock and a wrong weekday.
    return self.text(moment) == text ? moment : nil
  }

  private static func number(_ text: Substring, digits: Int) -> Int64? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
      return nil
    }
    return Int64(text)
  }

  /// Days since 1970-01-01, by eras of 400 years with March as the first month.
  private static func days(year: Int64, month: Int, day: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = Int64(153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
