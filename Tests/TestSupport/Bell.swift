import Dispatch

/// A signal from a task to the test that waits for it, which never waits for ever.
///
/// The deadline comes from the system's own timers: it rings though every task is stuck.
package struct Bell: Sendable {
  private let rings: AsyncStream<Bool>
  private let continuation: AsyncStream<Bool>.Continuation

  package init() {
    (rings, continuation) = AsyncStream.makeStream()
  }

  /// Wakes whoever waits, or will.
  package func ring() { continuation.yield(true) }

  /// Waits for the ring; false when it did not come in time.
  package func isHeard(within seconds: Int = 600) async -> Bool {
    let timer = DispatchWorkItem { [continuation] in continuation.yield(false) }
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds), execute: timer)
    defer { timer.cancel() }
    for await isRung in rings { return isRung }
    return false
  }
}
