import AuthCore
import TUI

/// Sends one tick when the screen will change by itself, and none else.
@MainActor
final class Ticker {
  private let mailbox: Mailbox
  private let clock: @Sendable () -> NumericDate
  private var waiting: Task<Void, Never>?
  /// When the tick under way is due; nil when none is.
  private var moment: NumericDate?

  init(_ mailbox: Mailbox, clock: @escaping @Sendable () -> NumericDate = Wiring.clock) {
    self.mailbox = mailbox
    self.clock = clock
  }

  func tick(at moment: NumericDate) {
    guard moment != self.moment else { return }
    self.moment = moment
    waiting?.cancel()
    let delay = max(1, moment.milliseconds(since: clock()))
    waiting = Task { [weak self, mailbox, clock] in
      // The kernel may gather wake-ups within a few milliseconds that nobody sees.
      try? await Task.sleep(for: .milliseconds(delay), tolerance: .milliseconds(5))
      guard !Task.isCancelled else { return }
      // A clock that was set back meanwhile makes the same moment due once more.
      self?.moment = nil
      mailbox.send(.tick(clock()))
    }
  }

  func stop() { waiting?.cancel() }
}
