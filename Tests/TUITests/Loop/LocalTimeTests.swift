import AuthCore
import TUI
import TestSupport
import Testing

/// Local times of a zone whose clocks are set forward and back.
struct LocalTimeTests {
  /// Central Europe in 2026: an hour ahead, two from 29 March 01:00Z to 25 October 01:00Z.
  private static let forward = NumericDate(seconds: 1_774_746_000)
  private static let back = NumericDate(seconds: 1_792_890_000)
  private static let zone = LocalTime("Europe/Berlin") { date in
    date >= forward && date < back ? 7200 : 3600
  }
  /// 3 March 2026, 04:54:20 in Berlin.
  private let winter = NumericDate(seconds: 1_772_510_060)

  private func context(at now: NumericDate) -> Context {
    var settings = Settings()
    settings.showsLocalTime = true
    return Context(
      backends: [.local],
      poolTitle: "pool",
      pools: [],
      settings: settings,
      localTime: Self.zone,
      now: now
    )
  }

  @Test func `each moment is shown by the offset of its own day`() {
    let context = context(at: winter)
    #expect(context.dateText(winter) == "2026-03-03 04:54:20")
    #expect(context.dateText(NumericDate(seconds: 1_775_102_060)) == "2026-04-02 05:54:20")
    let summer = self.context(at: Self.forward)
    #expect(summer.dateText(winter) == "2026-03-03 04:54:20")
    #expect(summer.clockText(Self.forward.advanced(byMilliseconds: -1000)) == "01:59:59")
    #expect(summer.clockText(Self.forward) == "03:00:00")
    #expect(LocalTime.utc.offset(at: winter) == 0)
  }

  @Test(
    arguments: [
      ("2026-03-29 01:30", 1_774_744_200), ("2026-03-29 03:30", 1_774_747_800),
      // Clocks skip this one: it counts as if they had not been set.
      ("2026-03-29 02:30", 1_774_747_800),
      // And show this one twice: the first is meant.
      ("2026-10-25 02:30", 1_792_888_200), ("2026-10-25 03:30", 1_792_895_400),
      ("2026-07-01 12:00", 1_782_900_000), ("2026-07-01 12:00Z", 1_782_907_200),
      ("05:00", 1_772_510_400), ("04:00", 1_772_506_800 + 86_400),
    ] as [(String, Int64)]
  )
  func `a typed time is meant by the offset of its own day`(text: String, seconds: Int64) {
    let wanted = WhatIf.moment(NumericDate(seconds: seconds))
    #expect(WhatIf(text, now: winter, zone: Self.zone) == wanted)
  }

  @Test func `a time of day that is over today is tomorrow's, across a change too`() {
    // 28 March, 12:00 in Berlin; 11:00 of the 29th is two hours ahead of UTC.
    let noon = NumericDate(seconds: 1_774_695_600)
    #expect(
      WhatIf("11:00", now: noon, zone: Self.zone) == .moment(NumericDate(seconds: 1_774_774_800))
    )
  }
}
