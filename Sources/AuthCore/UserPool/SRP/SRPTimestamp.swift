/// TIMESTAMP of PASSWORD_VERIFIER: `Tue Mar 3 04:05:06 UTC 2026`, English, UTC, the day of the
/// month without a zero in front.
package enum SRPTimestamp {
  package static func text(_ date: NumericDate) -> String {
    let date = CalendarDate(date)
    return """
      \(EnglishNames.weekdays[date.weekday]) \(EnglishNames.months[date.month - 1]) \(date.day) \
      \(date.clockText) UTC \(date.year)
      """
  }
}

/// The three-letter names that wire formats use in every locale.
enum EnglishNames {
  static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
