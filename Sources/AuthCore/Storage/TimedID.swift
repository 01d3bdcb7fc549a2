/// Names of records: nine characters of time and eight of chance, so that they sort by time and no two
/// processes choose the same.
enum TimedID {
  private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
  private static let timeLength = 9

  /// A name for a record of now, after the newest that is known though the clock was set back.
  static func next(after newest: String?, at now: NumericDate) -> String {
    let known = newest.flatMap(milliseconds).map { $0 + 1 } ?? 0
    var time = max(0, max(now.milliseconds, known))
    var bytes: [UInt8] = []
    for _ in 0..<timeLength {
      bytes.append(digits[Int(time & 31)])
      time >>= 5
    }
    let chance = (0..<8).map { _ in digits.randomElement() ?? digits[0] }
    return String(decoding: bytes.reversed() + chance, as: UTF8.self)
  }

  /// The time of a name, nil for what is none.
  static func milliseconds(_ id: String) -> Int64? {
    var time: Int64 = 0
    for byte in id.utf8.prefix(timeLength) {
      guard let digit = digits.firstIndex(of: byte) else { return nil }
      time = time << 5 | Int64(digit)
    }
    return id.utf8.count > timeLength ? time : nil
  }
}
