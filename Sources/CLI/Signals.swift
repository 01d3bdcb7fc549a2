import Dispatch
import Glibc

/// Signals that ask a command without a screen to end; none is missed from the moment it is made.
struct Signals {
  private let stream: AsyncStream<Void>
  private let sources: [SignalSource]

  /// Begins to listen for SIGTERM and SIGINT.
  init() {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    self.stream = stream
    let queue = DispatchQueue(label: "authtop.signals")
    sources = [SIGTERM, SIGINT].map { number in
      SignalSource(number, queue: queue) { continuation.yield() }
    }
  }

  /// Returns when one of them came.
  func termination() async {
    for await _ in stream { break }
    for source in sources { source.cancel() }
  }
}
