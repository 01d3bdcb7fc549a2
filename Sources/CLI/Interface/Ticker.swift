import AuthCore
import TUI

/// Sends one tick when the screen will change by itself, and none else.
@MainActor
final class Ticker {
  private let mailbox: Mailbox
  private var waiting: Task<Void, Never>?
  private var moment: NumericDate?

  init(_ mailbox: Mailbox) {
    self.mailbox = mailbox
  }

  func tick(at moment: NumericDate) {
    guard moment != self.moment else { return }
    self.moment = moment
    waiting?.cancel()
    let delay = max(1, moment.milliseconds(since: Wiring.clock()))
    waiting = Task { [mailbox] in
      // The kernel may gather wake-ups within a few milliseconds that nobody sees.
      try? await Task.sleep(for: .milliseconds(delay), tolerance: .milliseconds(5))
      guard !Task.isCancelled else { return }
      let now = Wiring.clock()
      mailbox.send(.tick(now, utcOffset: Wiring.utcOffset(at: now)))
    }
  }

  func stop() { waiting?.cancel() }
}
