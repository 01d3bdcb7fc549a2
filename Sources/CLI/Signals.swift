import Dispatch
import Glibc

/// Signals that ask a command without a screen to end.
enum Signals {
  /// Returns when SIGTERM or SIGINT came.
  static func termination() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    let sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield() }
      source.activate()
      return source
    }
    for await _ in stream { break }
    for source in sources { source.cancel() }
  }
}
