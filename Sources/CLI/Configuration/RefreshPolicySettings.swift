import AuthCore
import TUI

/// The settings `refresh`, `refresh-jitter` and `refresh-at-once` of a pool.
struct RefreshPolicySettings {
  private let table: SettingTable

  init(_ table: SettingTable) {
    self.table = table
  }

  func policy() throws -> RefreshPolicy {
    var policy = RefreshPolicy.manual
    if let text = try table.text("refresh") {
      guard let moment = Self.moment(text.value) else {
        throw table.failure(
          text.place,
          "\"refresh\" is \"\(text.value)\" where \"manual\", \"lead 5m\" or \"share 0.8\" was expected"
        )
      }
      policy.moment = moment
    }
    if let jitter = try table.duration("refresh-jitter") {
      policy.jitterSeconds = jitter.value / 1000
    }
    if let count = try table.integer("refresh-at-once", in: 1...64) {
      policy.atOnce = Int(count.value)
    }
    return policy
  }

  /// `manual`, `lead DURATION` or `share FRACTION`; nil for anything else.
  static func moment(_ text: String) -> RefreshPolicy.Moment? {
    let words = text.split(separator: " ").map(String.init)
    switch (words.first, words.count) {
    case ("manual", 1): return .manual
    case ("lead", 2):
      guard let length = DurationText.milliseconds(words[1]), length >= 1000 else { return nil }
      return .lead(seconds: length / 1000)
    case ("share", 2):
      guard let share = Double(words[1]), share > 0, share < 1 else { return nil }
      return .share(share)
    default: return nil
    }
  }
}
