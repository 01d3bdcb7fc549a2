import Dispatch
import Glibc
import Synchronization

/// A question on a terminal whose answer is not echoed.
///
/// Whatever interrupts the question, the terminal has its echo back before anybody else uses it: a signal
/// that ends the program waits for that, and so does one that stops it.
final class SilentPrompt: Sendable {
  private let terminal: Int32
  private let question: String
  /// The settings before the question; none while they are in force.
  private let original = Mutex<termios?>(nil)

  init(_ terminal: Int32, _ question: String) {
    self.terminal = terminal
    self.question = question
  }

  /// Asks, and returns the bytes before the end of the line; empty at the end of the input.
  func line() -> [UInt8] {
    // Before the echo goes: a signal in between would leave the terminal silent.
    let guards = guards()
    defer { for one in guards { one.cancel() } }
    begin()
    defer {
      end()
      put("\n")
    }
    return read()
  }

  /// Asks where the answer may be seen.
  func echoedLine() -> [UInt8] {
    put(question)
    return read()
  }

  private func read() -> [UInt8] {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = Glibc.read(terminal, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1, byte != 0x0A else { return line }
      line.append(byte)
    }
  }

  /// Turns the echo off and puts the question.
  private func begin() {
    original.withLock { original in
      var settings = termios()
      guard tcgetattr(terminal, &settings) == 0 else { return }
      original = settings
      settings.c_lflag &= ~tcflag_t(ECHO)
      tcsetattr(terminal, TCSAFLUSH, &settings)
    }
    put(question)
  }

  /// Gives the terminal back as it was.
  private func end() {
    original.withLock { original in
      guard var settings = original else { return }
      tcsetattr(terminal, TCSAFLUSH, &settings)
      original = nil
    }
  }

  private func guards() -> [any DispatchSourceSignal] {
    let endings = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].map { number in
      source(number) { [self] in
        end()
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
    }
    let stop = source(SIGTSTP) { [self] in
      end()
      Self.stop()
      begin()
    }
    return endings + [stop]
  }

  /// Stops the program as the shell expects it, and returns when it is brought back.
  ///
  /// Raised on this thread, where it takes effect before the call returns; with nobody to bring the program
  /// back the system lets it go on.
  private static func stop() {
    var (stops, former) = (sigset_t(), sigset_t())
    sigemptyset(&stops)
    sigaddset(&stops, SIGTSTP)
    signal(SIGTSTP, SIG_DFL)
    pthread_sigmask(SIG_UNBLOCK, &stops, &former)
    raise(SIGTSTP)
    pthread_sigmask(SIG_SETMASK, &former, nil)
    signal(SIGTSTP, SIG_IGN)
  }

  private func source(
    _ number: Int32,
    _ handler: @escaping @Sendable () -> Void
  ) -> any DispatchSourceSignal {
    let source = SignalSource.make(number, queue: Self.queue, handler)
    source.setCancelHandler(handler: DispatchWorkItem { signal(number, SIG_DFL) })
    return source
  }

  /// One signal after the other.
  private static let queue = DispatchQueue(label: "authtop.prompt")

  private func put(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
  }
}
