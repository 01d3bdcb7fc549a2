import Dispatch
import Glibc
import Synchronization

/// A signal as an event.
///
/// Dispatch tells the system of a signal once in a process's life and never takes that back: what it
/// installed is kept here, for the next one who listens, and what was there before, for the time after.
struct SignalSource {
  private static let installed = Mutex<[Int32: Action]>([:])

  private let number: Int32
  private let source: any DispatchSourceSignal
  private let former: Action

  /// Takes the signal away from its default action; none is missed once this returns.
  ///
  /// The system drops an ignored signal until somebody listens, and a source begins to listen some time
  /// after it was asked to.
  init(_ number: Int32, queue: DispatchQueue, _ handler: @escaping @Sendable () -> Void) {
    self.number = number
    former = Action(of: number)
    let known = Self.installed.withLock { $0[number] }
    if let known { known.install(for: number) } else { signal(number, SIG_IGN) }
    let listens = DispatchSemaphore(value: 0)
    source = DispatchSource.makeSignalSource(signal: number, queue: queue)
    source.setEventHandler(handler: DispatchWorkItem(block: handler))
    source.setRegistrationHandler(handler: DispatchWorkItem { listens.signal() })
    source.activate()
    listens.wait()
    if known == nil { Self.installed.withLock { $0[number] = Action(of: number) } }
  }

  /// Whether the signal was ignored before: whoever started this program wants it to live through it.
  static func isIgnored(_ number: Int32) -> Bool { Action(of: number).handler == ignored }

  private static let ignored = unsafeBitCast(SIG_IGN, to: Int.self)

  /// Whether somebody of this program listens for the signal already.
  static func isHeard(_ number: Int32) -> Bool {
    installed.withLock { $0[number]?.handler == Action(of: number).handler }
  }

  /// Hears no more; the signal has no effect from now on.
  func cancel() { source.cancel() }

  /// Hears no more; the signal does what it did before.
  func restore() {
    source.cancel()
    former.install(for: number)
  }

  /// Runs a body in which a signal has its default action.
  static func byDefault(_ number: Int32, _ body: () -> Void) {
    let own = Action(of: number)
    signal(number, SIG_DFL)
    body()
    own.install(for: number)
  }
}

extension SignalSource {
  /// What the system does with a signal, as the bytes that it gave.
  private struct Action: Sendable {
    private let bytes: [UInt8]

    init(of number: Int32) {
      var action = sigaction()
      sigaction(number, nil, &action)
      bytes = withUnsafeBytes(of: action) { Array($0) }
    }

    /// The handler's address: what tells one action from another.
    var handler: Int { bytes.withUnsafeBytes { $0.loadUnaligned(as: Int.self) } }

    func install(for number: Int32) {
      var action = bytes.withUnsafeBytes { $0.loadUnaligned(as: sigaction.self) }
      sigaction(number, &action, nil)
    }
  }
}
