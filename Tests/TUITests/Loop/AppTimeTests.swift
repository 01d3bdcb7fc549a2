import AuthCore
import TUI
import TestSupport
import Testing

/// No tick is faster than what can be seen.
struct AppTimeTests {
  private func delay(_ tokens: [SampleTokens], milliseconds: Int64 = 0) -> Int64 {
    let now = ManagerBench.now.advanced(byMilliseconds: milliseconds)
    let sample = SampleApp(local: tokens, now: now)
    return sample.app.nextTick.milliseconds(since: now)
  }

  @Test func `countdowns in minutes tick once a minute`() {
    // 59 minutes are left, and the clock stands at 20 seconds.
    #expect(delay([SampleTokens()]) == 1)
    #expect(delay([SampleTokens()], milliseconds: 1) == 39_999)
    #expect(delay([SampleTokens()], milliseconds: 40_001) == 20_000)
  }

  @Test func `countdowns in seconds tick once a second`() {
    for offset in stride(from: Int64(1), through: 5000, by: 250) {
      let next = delay(SampleApp.three, milliseconds: offset)
      #expect((1...1000).contains(next))
      #expect((offset + next) % 1000 <= 1)
    }
  }

  @Test func `an empty screen ticks with its clock`() {
    #expect(delay([]) == 40_000)
  }

  @Test func `a session that is not seen wakes the screen when its state changes`() {
    let users = (0..<60).map { number in SampleTokens { $0.username = "user\(100 + number)" } }
    let last = SampleTokens {
      $0.username = "zoe"
      $0.lifetime = 60 + 301
    }
    #expect(delay(users + [last], milliseconds: 2) < 1000)
  }

  @Test func `the picture does not change before the next tick`() {
    for tokens in [SampleApp.three, [SampleTokens()], []] {
      var sample = SampleApp(local: tokens)
      for _ in 0..<40 {
        let next = sample.app.nextTick
        let before = Self.words(sample)
        var early = sample
        _ = early.app.update(.tick(next.advanced(byMilliseconds: -1)))
        #expect(Self.words(early) == before)
        _ = sample.app.update(.tick(next))
      }
    }
  }

  /// The picture without its clock and its bars: they follow the countdowns, and wake nobody.
  private static func words(_ sample: SampleApp) -> String {
    let lines = sample.picture.split(separator: "\n", omittingEmptySubsequences: false)
    return String(lines.dropFirst().joined(separator: "\n").map { $0 == "░" ? "█" : $0 })
  }
}
