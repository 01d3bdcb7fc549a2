import AuthCore
import Glibc
import TUI

extension LocalTime {
  /// The time zone of the user's clocks, as the C library finds it (TZ, else /etc/localtime).
  static let system: LocalTime = {
    tzset()
    return LocalTime(Wiring.environment["TZ"] ?? "local") { date in
      var seconds = time_t(date.seconds)
      var parts = tm()
      // A year beyond the calendar of C has no offset.
      return localtime_r(&seconds, &parts) == nil ? 0 : Int64(parts.tm_gmtoff)
    }
  }()
}
