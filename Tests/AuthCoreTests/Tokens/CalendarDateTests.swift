import AuthCore
import Testing

struct CalendarDateTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
      (951_782_400, "2000-02-29T00:00:00Z"),
      (4_107_542_400, "2100-03-01T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
      (1_709_210_096, "2024-02-29T12:34:56Z"), (2_147_483_648, "2038-01-19T03:14:08Z"),
      (-62_135_596_800, "1-01-01T00:00:00Z"), (-62_135_596_801, "0-12-31T23:59:59Z"),
      (-62_167_219_201, "-1-12-31T23:59:59Z"), (253_402_300_800, "10000-01-01T00:00:00Z"),
    ]
  )
  func `a moment is the day that calendars show`(seconds: Int64, text: String) {
    #expect(NumericDate(seconds: seconds).utcText == text)
  }

  @Test func `the ends of the range have a date`() {
    #expect(NumericDate(milliseconds: .max).utcText == "292278994-08-17T07:12:55Z")
    #expect(NumericDate(milliseconds: .min).utcText == "-292275055-05-16T16:47:04Z")
  }

  @Test func `an offset of any size is no trap`() {
    let now = NumericDate(seconds: 1_709_210_096)
    #expect(CalendarDate(now, utcOffset: 19_800).clockText == "18:04:56")
    #expect(CalendarDate(now, utcOffset: -46_800).dayText == "2024-02-28")
    for offset in [Int64.max, .min, .max / 1000, .min / 1000 - 1] {
      for date in [now, NumericDate(milliseconds: .max), NumericDate(milliseconds: .min)] {
        #expect(!CalendarDate(date, utcOffset: offset).dayText.isEmpty)
      }
    }
  }

  @Test func `each day of 800 years follows the one before`() {
    var previous = CalendarDate(NumericDate(seconds: -12_622_780_800))
    #expect(previous.dayText == "1570-01-01")
    for day in 1..<292_194 {
      let date = CalendarDate(NumericDate(seconds: -12_622_780_800 + Int64(day) * 86400))
      let isLeap = previous.year % 4 == 0 && (previous.year % 100 != 0 || previous.year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      let endsMonth = previous.day == lengths[previous.month - 1]
      let endsYear = endsMonth && previous.month == 12
      guard date.weekday == (previous.weekday + 1) % 7,
        date.day == (endsMonth ? 1 : previous.day + 1),
        date.month == (endsYear ? 1 : previous.month + (endsMonth ? 1 : 0)),
        date.year == previous.year + (endsYear ? 1 : 0)
      else {
        Issue.record("\(date.dayText) after \(previous.dayText)")
        return
      }
      previous = date
    }
  }

  @Test(arguments: [(0, 4), (-86400, 3), (259_200, 0), (-345_600, 0), (-345_601, 6)])
  func `the weekday counts from Sunday`(seconds: Int64, weekday: Int) {
    #expect(CalendarDate(NumericDate(seconds: seconds)).weekday == weekday)
  }
}
