import AuthCore
import TUI

/// A moment as the journal's options name it.
enum JournalTime {
  static func moment(_ text: String, now: NumericDate) throws -> NumericDate {
    if let length = DurationText.milliseconds(text), !text.allSatisfy(\.isNumber) {
      return now.advanced(byMilliseconds: -length)
    }
    guard let moment = InspectTime.parse(text) else {
      throw CommandFailure(
        "\"\(text)\" is no time such as 2h, 1772510060 or 2026-01-31T12:00:00Z",
        code: CommandFailure.Code.unusableInput
      )
    }
    return moment
  }
}
