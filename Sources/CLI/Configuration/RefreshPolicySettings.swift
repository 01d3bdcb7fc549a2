import AuthCore
import TUI

/// The settings `refresh`, `refresh-jitter` and `refresh-at-once` of a pool.
struct RefreshPolicySettings {
  private let table: SettingTable

  init(_ table: SettingTable) {
    self.table = table
  }

  func policy() throws -> RefreshPolicy {
    var moment = RefreshPolicy.Moment.manual
    if let text = try table.text("refresh") {
      guard let read = Self.moment(text.value) else {
        throw table.failure(
          text.place,
          "\"refresh\" is \"\(text.value)\" where \"manual\", \"lead 5m\" or \"share 80%\" was "
            + "expected"
        )
      }
      moment = read
    }
    let jitter = try table.duration("refresh-jitter")?.value
    guard let limit = try table.integer("refresh-at-once", in: 1...64) else {
      return RefreshPolicy(moment, jitter: jitter)
    }
    return RefreshPolicy(moment, jitter: jitter, limit: Int(limit.value))
  }

  /// `manual`, `lead DURATION` or `share PERCENT`, also as a fraction; nil for anything else.
  static func moment(_ text: String) -> RefreshPolicy.Moment? {
    let words = text.split(separator: " ").map(String.init)
    switch (words.first, words.count) {
    case ("manual", 1): return .manual
    case ("lead", 2):
      guard let length = DurationText.milliseconds(words[1]), length >= 1000 else { return nil }
      return .leadTime(milliseconds: length)
    case ("share", 2): return percent(words[1]).map { .share(percent: $0) }
    default: return nil
    }
  }

  /// `80%` or `0.8`, whole percents from 1 to 99.
  private static func percent(_ text: String) -> Int? {
    let number = text.hasSuffix("%") ? Double(text.dropLast()) : Double(text).map { $0 * 100 }
    guard let number, number > 0.5, number < 99.5 else { return nil }
    return Int(number.rounded())
  }

  /// A policy as the file words it.
  static func text(_ policy: RefreshPolicy) -> String {
    switch policy.moment {
    case .manual: "manual"
    case .leadTime(let milliseconds): "lead \(milliseconds / 1000)s"
    case .share(let percent): "share \(percent)%"
    }
  }
}
