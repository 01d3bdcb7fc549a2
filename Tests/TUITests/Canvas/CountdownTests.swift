import TUI
import Testing

struct CountdownTests {
  private static let minute = 60_000
  private static let hour = 3_600_000

  @Test(arguments: [
    (29 * 24 * hour + 4 * hour + 5, "29d 4h"), (3 * hour + 12 * minute, "3h 12m"),
    (42 * minute + 59_999, "42m"), (5 * minute, "5m"), (5 * minute - 1, "4m59s"),
    (243_000, "4m03s"),
    (18_500, "18s"), (999, "0s"), (0, "expired 0s"), (-18_000, "expired 18s"),
    (-12 * minute, "expired 12m"), (-3 * hour, "expired 3h"), (-50 * hour, "expired 2d"),
  ])
  func `the time left is said in few characters`(left: Int, expected: String) {
    #expect(Countdown(milliseconds: left).text.plain == expected)
  }

  @Test(arguments: [Int.min, .min + 1, -1, 0, 1, .max - 1, .max])
  func `any number has a text, and a next change in the future`(left: Int) {
    let countdown = Countdown(milliseconds: left)
    #expect(!countdown.text.isEmpty && !countdown.agoText.isEmpty)
    #expect(countdown.nextChange > 0)
    #expect(!countdown.showsSeconds || left.magnitude <= 1)
    let length = Countdown(length: Int64(left))
    #expect(!length.isOver || left == 0)
    #expect(!length.text.isEmpty)
  }

  @Test func `the text changes when it was said to, and not before`() {
    for left in stride(from: -3 * Self.hour, to: 30 * Self.hour, by: 7919) {
      let now = Countdown(milliseconds: left)
      let wait = now.nextChange
      #expect(wait > 0)
      #expect(Countdown(milliseconds: left - wait).text != now.text)
      #expect(Countdown(milliseconds: left - wait + 1).text == now.text)
    }
  }

  @Test func `a bar is full only for a whole life and empty only for none`() {
    func bar(_ share: Double) -> String { LifeBar(share: share).line(columns: 11).text.plain }
    #expect(bar(1) == "███████████")
    #expect(bar(0.999) == "██████████░")
    #expect(bar(0.001) == "█░░░░░░░░░░")
    #expect(bar(0) == "░░░░░░░░░░░")
    #expect(bar(.nan) == "░░░░░░░░░░░")
    #expect(LifeBar(left: 5, of: 0).share == 0)
  }
}
