import TUI
import Testing

struct DurationTextTests {
  @Test(
    arguments: [
      ("90", 90_000), ("90s", 90_000), ("10m", 600_000), ("1h30m", 5_400_000),
      ("29d", 2_505_600_000),
      ("2w", 1_209_600_000), ("0s", 0), ("1m1m", 120_000),
    ] as [(String, Int64)]
  )
  func `a length of time is milliseconds`(text: String, milliseconds: Int64) {
    #expect(DurationText.milliseconds(text) == milliseconds)
  }

  @Test(arguments: [
    "", "s", "1x", "1h30", "-1s", "1.5h", " 1s", "1 s", "1S", "٣s", "1\u{301}s",
    "9223372036854775807w", "99999999999999999999s", "9223372036854775d9223372036854775d",
  ])
  func `anything else is none`(text: String) {
    #expect(DurationText.milliseconds(text) == nil)
  }
}
