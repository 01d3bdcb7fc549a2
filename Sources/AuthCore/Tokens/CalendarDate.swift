/// A moment in the proleptic Gregorian calendar, for people; no time zone data, no locale.
public struct CalendarDate: Equatable, Sendable {
  public let year: Int64
  public let month: Int
  public let day: Int
  public let hour: Int
  public let minute: Int
  public let second: Int
  /// 0 is Sunday.
  public let weekday: Int

  /// The moment as clocks show it that run so many seconds ahead of UTC.
  public init(_ date: NumericDate, utcOffset: Int64 = 0) {
    let offset = NumericDate(seconds: utcOffset).milliseconds
    let local = date.advanced(byMilliseconds: offset).seconds
    var days = local / 86400
    var left = Int(local % 86400)
    if left < 0 {
      left += 86400
      days -= 1
    }
    // Days to a civil date by eras of 400 years, with March as the first month.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    hour = left / 3600
    minute = left / 60 % 60
    second = left % 60
    weekday = Int(((days % 7) + 11) % 7)
  }

  /// `2026-03-03`.
  public var dayText: String { "\(year)-\(padded(month))-\(padded(day))" }

  /// `04:05:06`.
  public var clockText: String { "\(padded(hour)):\(padded(minute)):\(padded(second))" }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension NumericDate {
  /// The moment in UTC as RFC 3339 writes it, to the second.
  public var utcText: String {
    let date = CalendarDate(self)
    return "\(date.dayText)T\(date.clockText)Z"
  }
}
