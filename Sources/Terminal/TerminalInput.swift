internal import CNcurses
internal import Dispatch
internal import Glibc
internal import TUI

/// Listens to the keyboard and to signals on the main queue; no thread of its own.
@MainActor
final class TerminalInput {
  private weak var terminal: Terminal?
  private let signals: Int32
  private let keyboardSource: any DispatchSourceRead
  private let signalSource: any DispatchSourceRead
  private var decoder = KeyDecoder()
  /// Counts reads, so that a timer knows whether something came since it was set.
  private var reads = 0
  private var lastRead = ContinuousClock.now

  init(signals: Int32, terminal: Terminal) {
    self.signals = signals
    self.terminal = terminal
    keyboardSource = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .main)
    signalSource = DispatchSource.makeReadSource(fileDescriptor: signals, queue: .main)
    keyboardSource.setEventHandler { [weak self] in
      MainActor.assumeIsolated { self?.readKeys() }
    }
    signalSource.setEventHandler { [weak self] in
      MainActor.assumeIsolated { self?.readSignals() }
    }
    keyboardSource.activate()
    signalSource.activate()
  }

  func cancel() {
    keyboardSource.cancel()
    signalSource.cancel()
  }

  private func readKeys() {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = authtop_read(STDIN_FILENO, &buffer, buffer.count)
    guard count >= 0 else { return }
    guard count > 0 else {
      // The terminal went away: stop listening, or the source would fire for ever.
      keyboardSource.cancel()
      terminal?.sink.yield(.terminate(signal: SIGHUP))
      return
    }
    reads += 1
    // After a stall a timer and the next key are due at once.
    let patience = Duration.milliseconds(KeyDecoder.Waiting.sequence.milliseconds)
    if decoder.waiting == .sequence, lastRead.duration(to: .now) > patience {
      send(decoder.settleEscape(before: buffer[0]))
    }
    lastRead = .now
    send(decoder.feed(buffer[..<count]))
    for answer in decoder.takeAnswers() {
      if let isLight = Background.isLight(reply: answer) { terminal?.learn(isLight: isLight) }
    }
    if let waiting = decoder.waiting { wait(for: waiting) }
  }

  private func wait(for waiting: KeyDecoder.Waiting) {
    let mark = reads
    DispatchQueue.main.asyncAfter(deadline: .now() + .milliseconds(waiting.milliseconds)) {
      [weak self] in
      MainActor.assumeIsolated {
        guard let self, self.reads == mark else { return }
        self.send(self.decoder.timeout())
      }
    }
  }

  private func send(_ keys: [Key]) {
    for key in keys { terminal?.sink.yield(.key(key)) }
  }

  /// Many signals of one kind that came together count once.
  private func readSignals() {
    let signals = pendingSignals()
    // Who is to end takes the terminal no more.
    let isEnding = signals.contains { ![SIGWINCH, SIGTSTP, SIGCONT].contains($0) }
    for signal in signals where !isEnding || ![SIGTSTP, SIGCONT].contains(signal) {
      switch signal {
      case SIGWINCH:
        if let terminal, terminal.updateSize() {
          terminal.sink.yield(
            .resized(columns: terminal.size.columns, rows: terminal.size.rows)
          )
        }
      case SIGTSTP:
        terminal?.suspend()
      case SIGCONT:
        terminal?.reenter()
      default:
        terminal?.sink.yield(.terminate(signal: signal))
      }
    }
  }

  private func pendingSignals() -> [Int32] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = authtop_read(signals, &buffer, buffer.count)
    guard count > 0 else { return [] }
    return Set(buffer[..<count]).map { Int32($0) }.sorted()
  }

  /// Whether the terminal is this program's, and not its shell's.
  static var isForeground: Bool { tcgetpgrp(STDIN_FILENO) == getpgrp() }

  /// Takes the news of a continuation that has been dealt with; true when the program is to end.
  ///
  /// In the background it looks for a second: a signal that ends it may still be on its way to another thread, and the
  /// terminal to this program.
  func forgetContinuation() -> Bool {
    var entry = pollfd(fd: signals, events: Int16(POLLIN), revents: 0)
    for _ in 0..<20 {
      let endings = pendingSignals().filter { ![SIGWINCH, SIGTSTP, SIGCONT].contains($0) }
      for signal in endings { terminal?.sink.yield(.terminate(signal: signal)) }
      if !endings.isEmpty { return true }
      if Self.isForeground { return false }
      poll(&entry, 1, 50)
    }
    return false
  }
}
