import Synchronization
import TUI

/// Events on their way to the loop, from any thread; taken all at once.
final class Mailbox: Sendable {
  private let events = Mutex<[Event]>([])
  private let bell: AsyncStream<Void>
  private let rope: AsyncStream<Void>.Continuation

  init() {
    (bell, rope) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func send(_ event: Event) {
    events.withLock { $0.append(event) }
    rope.yield()
  }

  /// No more events will be taken.
  func close() { rope.finish() }

  /// The events that wait, as soon as there is one; nil once the mailbox is closed.
  ///
  /// It waits where its caller is: another thread in between would be woken for each key, and could
  /// be held up by something else.
  func take(isolation: isolated (any Actor)? = #isolation) async -> [Event]? {
    var iterator = bell.makeAsyncIterator()
    while true {
      let waiting = events.withLock { events in
        defer { events = [] }
        return events
      }
      if !waiting.isEmpty { return waiting }
      guard await iterator.next(isolation: isolation) != nil else { return nil }
    }
  }
}
