import AuthCore
import TUI
import TestSupport
import Testing

/// The whole screen as of another time, marked as not now, and nothing to be done meanwhile.
struct WhatIfTests {
  private let now = ManagerBench.now

  @Test(
    arguments: [
      ("+45 min", .ahead(milliseconds: 2_700_000)), ("-2h", .ahead(milliseconds: -7_200_000)),
      ("45m", .ahead(milliseconds: 2_700_000)), ("+90", .ahead(milliseconds: 90_000)),
      ("+45 minutes", .ahead(milliseconds: 2_700_000)), ("1 hour", .ahead(milliseconds: 3_600_000)),
      ("clock +1 minute", .clock(milliseconds: 60_000)),
      ("clock +5m", .clock(milliseconds: 300_000)), ("clock -30s", .clock(milliseconds: -30_000)),
      ("2026-03-03T05:00:00Z", .moment(NumericDate(seconds: 1_772_514_000))),
      ("2026-03-03 07:00", .moment(NumericDate(seconds: 1_772_514_000))),
      ("05:00Z", .moment(NumericDate(seconds: 1_772_514_000))),
      ("03:00z", .moment(NumericDate(seconds: 1_772_506_800 + 86_400))),
    ] as [(String, WhatIf)]
  )
  func `times are read as people write them`(text: String, expected: WhatIf) {
    #expect(WhatIf(text, now: now, zone: LocalTime("+02:00") { _ in 7200 }) == expected)
  }

  @Test(arguments: [
    "", "+", "soon", "45", "25:00", "12:60", "2026-02-30 12:00", "clock 12:00", "12", "1 2 3",
    "+9999999999999999999h", "2026-13-01 00:00", "2026-00-10 00:00", ":", "-:-",
    "2026-999999999999999999-01 12:30", "2026-01-9223372036854775807 12:30",
    "9223372036854775807-01-01 00:00", "9223372036854775807:00", "00:9223372036854775807",
    "+9223372036854775807", "-9223372036854775807", "t12:30", "12:30t",
  ])
  func `anything else is none`(text: String) {
    #expect(WhatIf(text, now: now, zone: .utc) == nil)
  }

  private func imagining(_ text: String, columns: Int = 120) -> SampleApp {
    var sample = SampleApp(local: SampleApp.three, columns: columns)
    sample.press(.character("@"))
    for key in keys(text) { sample.press(key) }
    sample.press(.enter)
    return sample
  }

  @Test func `the screen shows that time and says that it is not now`() {
    let sample = imagining("+1h")
    #expect(sample.picture.contains("NOT NOW  as of 2026-03-03 04:54:20Z, +1h 00m from now"))
    #expect(sample.picture.contains("actions are off, Esc returns"))
    #expect(sample.picture.contains("alice      local ★    expired"))
    let header = styles(of: sample.app.view(charset: .unicode), row: 0)
    #expect(header.allSatisfy { $0.style.ground == .alert })
    #expect(imagining("+1h", columns: 40).picture.hasPrefix(" authtop   NOT NOW"))
  }

  @Test func `time goes on from there, and stands still at a moment`() {
    for (text, isMoving) in [("+1h", true), ("05:00Z", false)] {
      var sample = imagining(text)
      let before = sample.app.context.now
      _ = sample.app.update(.tick(now.advanced(byMilliseconds: 9000)))
      #expect((sample.app.context.now != before) == isMoving)
      #expect(sample.app.nextTick > now)
    }
  }

  @Test func `a wrong client clock does not move the pool's deadlines`() {
    let ahead = imagining("+10m").app.context
    let clock = imagining("clock +10m").app.context
    #expect(ahead.now == clock.now)
    #expect(ahead.poolNow == ahead.now && clock.poolNow == now)
  }

  @Test func `nothing can be done meanwhile`() {
    for key in [Key]("rRbmdDiv".map { .character($0) }) {
      var sample = imagining("+45m")
      #expect(sample.press(key) == [], "\(key)")
      #expect(sample.app.boxes.isEmpty && sample.app.work == nil)
    }
    #expect(!imagining("+45m").picture.contains("r refresh"))
  }

  @Test func `Esc and its own key return to now`() {
    for key in [Key.escape, .character("@")] {
      var sample = imagining("+45m")
      sample.press(key)
      #expect(sample.app.context.whatIf == nil && sample.app.context.now == now)
      #expect(sample.picture == SampleApp(local: SampleApp.three).picture)
      #expect(sample.press(.character("r")) == [.refresh([ManagerBench.id()])])
    }
  }

  @Test func `what is no time is said and changes nothing`() {
    let sample = imagining("later")
    #expect(sample.picture.contains("that is none of these"))
    #expect(sample.app.context.whatIf == nil && sample.app.boxes.count == 1)
  }
}
