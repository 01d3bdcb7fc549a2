import AuthCore
import TUI
import Testing

@testable import CLI

/// One tick for each moment that is asked for.
@MainActor
struct TickerTests {
  @Test(.timeLimit(.minutes(20)))
  func `a moment that is due again after the clock was set back ticks again`() async {
    let mailbox = Mailbox()
    let now = NumericDate(seconds: 1_772_510_060)
    // To a clock that stands the moment stays ahead, as to one that was set back while it was waited for.
    let ticker = Ticker(mailbox, clock: { now })
    for _ in 0..<3 {
      ticker.tick(at: now.advanced(byMilliseconds: 1))
      let events = await mailbox.take()
      #expect(events == [.tick(now)])
    }
  }

  @Test(.timeLimit(.minutes(20)))
  func `the same moment asked for twice ticks once, and another one instead of it`() async {
    let mailbox = Mailbox()
    let now = NumericDate(seconds: 1_772_510_060)
    let ticker = Ticker(mailbox, clock: { now })
    ticker.tick(at: now.advanced(byMilliseconds: 3_600_000))
    ticker.tick(at: now.advanced(byMilliseconds: 2))
    ticker.tick(at: now.advanced(byMilliseconds: 2))
    let events = await mailbox.take()
    #expect(events == [.tick(now)])
    ticker.stop()
  }
}
