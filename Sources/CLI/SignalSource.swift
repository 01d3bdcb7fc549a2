import Dispatch
import Glibc

/// A signal as an event.
enum SignalSource {
  /// Takes the signal away from its default action; none is missed once this returns.
  ///
  /// The system drops an ignored signal until somebody listens, and a source begins to listen some time
  /// after it was asked to.
  static func make(
    _ number: Int32,
    queue: DispatchQueue,
    _ handler: @escaping @Sendable () -> Void
  ) -> any DispatchSourceSignal {
    let listens = DispatchSemaphore(value: 0)
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
    source.setEventHandler(handler: DispatchWorkItem(block: handler))
    source.setRegistrationHandler(handler: DispatchWorkItem { listens.signal() })
    source.activate()
    listens.wait()
    return source
  }
}
