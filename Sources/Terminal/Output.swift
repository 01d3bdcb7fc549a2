internal import CNcurses
internal import Dispatch
internal import Glibc

/// What goes to the terminal: it never waits for a terminal that is slow or stopped.
///
/// What the terminal does not take at once is kept and sent when it can; until then nothing else is
/// drawn, so that only the latest frame follows.
@MainActor
final class Output {
  private var backlog: ArraySlice<UInt8> = []
  private var source: (any DispatchSourceWrite)?
  /// False where bytes cannot be held back: then all writing waits, as curses does.
  private let canCapture: Bool
  /// Called when all that was kept has been sent.
  var whenFree: (() -> Void)?

  init() { canCapture = authtop_capture_open() }

  /// Whether the terminal has not taken everything yet.
  var isBehind: Bool { !backlog.isEmpty }

  /// Sends what a body lets curses write, between two texts.
  func send(before: String = "", after: () -> String = { "" }, _ draw: () -> Void) {
    guard canCapture else {
      Sequences.write(before)
      draw()
      Sequences.write(after())
      return
    }
    authtop_capture_begin()
    draw()
    let count = max(0, authtop_capture_end())
    var bytes = [UInt8](repeating: 0, count: count)
    let isWhole = authtop_capture_take(&bytes, count)
    let drawn = isWhole ? bytes : []
    send(Array(before.utf8) + drawn + Array(after().utf8))
  }

  /// Sends what a body returns, and drops what curses writes meanwhile; nil, and nothing sent, where
  /// that cannot be held back or the body has nothing.
  func send(insteadOfCurses draw: () -> String?) -> Bool {
    guard canCapture else { return false }
    authtop_capture_begin()
    let text = draw()
    var bytes = [UInt8](repeating: 0, count: max(0, authtop_capture_end()))
    _ = authtop_capture_take(&bytes, bytes.count)
    guard let text else { return false }
    send(text)
    return true
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  private func send(_ bytes: [UInt8]) {
    guard canCapture else { return Sequences.write(bytes) }
    guard !bytes.isEmpty else { return }
    // A terminal that takes nothing is told no more than a screenful of messages.
    if isBehind, backlog.count + bytes.count > 1 << 22 { return }
    backlog += bytes
    flush()
    if isBehind { listen() }
  }

  /// Writes what the terminal takes now.
  private func flush() {
    while !backlog.isEmpty {
      let count = backlog.withUnsafeBufferPointer { authtop_send($0.baseAddress, $0.count) }
      guard count != 0 else { return }
      // A terminal that went away is noticed by the input side.
      backlog = count < 0 ? [] : backlog.dropFirst(count)
    }
    backlog = []
  }

  private func listen() {
    guard source == nil else { return }
    let source = DispatchSource.makeWriteSource(
      fileDescriptor: authtop_send_file(),
      queue: .main
    )
    source.setEventHandler { [weak self] in
      MainActor.assumeIsolated { self?.goOn() }
    }
    source.activate()
    self.source = source
  }

  private func goOn() {
    flush()
    guard !isBehind else { return }
    source?.cancel()
    source = nil
    whenFree?()
  }

  /// The last words before the terminal is given back: a stopped one holds them up for a moment only.
  func finish(_ text: String, _ draw: () -> Void) {
    settle()
    Sequences.write(text)
    guard canCapture else { return draw() }
    authtop_capture_begin()
    draw()
    let count = max(0, authtop_capture_end())
    var bytes = [UInt8](repeating: 0, count: count)
    if authtop_capture_take(&bytes, count) { Sequences.write(bytes) }
  }

  /// Gives a slow terminal a moment to take what is left; what it does not take is dropped.
  private func settle() {
    for _ in 0..<15 where isBehind {
      flush()
      guard isBehind else { break }
      var out = pollfd(fd: authtop_send_file(), events: Int16(POLLOUT), revents: 0)
      _ = poll(&out, 1, 20)
    }
    source?.cancel()
    source = nil
    // CAN ends a sequence that was cut off.
    if isBehind { Sequences.write(Sequences.cancel) }
    backlog = []
  }

  func close() {
    if canCapture { authtop_capture_close() }
  }
}
