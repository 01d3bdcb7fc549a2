import AuthCore

/// A moment as a person or a script writes it.
enum InspectTime {
  /// Seconds since 1970, with a fraction if need be, or RFC 3339 in UTC to the second.
  static func parse(_ text: String) -> NumericDate? {
    if let date = try? JSONParser.parse(Array(text.utf8)).value { return number(date) }
    let bytes = Array(text.utf8)
    guard bytes.count == 20, pattern(bytes) else { return nil }
    func field(_ range: Range<Int>) -> Int64 {
      bytes[range].reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }
    let (year, month, day) = (field(0..<4), field(5..<7), field(8..<10))
    let (hour, minute, second) = (field(11..<13), field(14..<16), field(17..<19))
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let date = NumericDate(
      seconds: days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second
    )
    // A day that its month does not have comes back as another one.
    return date.utcText == text ? date : nil
  }

  static func number(_ value: JSONValue) -> NumericDate? {
    guard case .number(let number) = value else { return nil }
    return NumericDate(number)
  }

  private static func pattern(_ bytes: [UInt8]) -> Bool {
    zip(bytes, "0000-00-00T00:00:00Z".utf8).allSatisfy { byte, wanted in
      wanted == UInt8(ascii: "0") ? (0x30...0x39).contains(byte) : byte == wanted
    }
  }

  /// Days since 1970-01-01 in the Gregorian calendar, with March as the first month.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
