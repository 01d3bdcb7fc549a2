import Dispatch
import Glibc
import Synchronization

/// A question on a terminal whose answer is not echoed.
///
/// Whatever interrupts the question, the terminal has its echo back before anybody else uses it: a signal
/// that ends the program waits for that, and so does one that stops it. Where the program listens for a
/// signal itself, the question ends without an answer.
final class SilentPrompt: Sendable {
  private let terminal: Int32
  private let question: String
  /// The settings before the question; none while they are in force.
  private let original = Mutex<termios?>(nil)
  /// Readable once the question is over without an answer.
  private let giveUp = GiveUp()

  init(_ terminal: Int32, _ question: String) {
    self.terminal = terminal
    self.question = question
  }

  /// Asks, and returns the bytes before the end of the line; empty at the end of the input, nil when the
  /// question is over without an answer.
  func line() -> [UInt8]? {
    // Before the echo goes: a signal in between would leave the terminal silent.
    let guards = guards()
    defer { for one in guards { one.restore() } }
    begin()
    defer {
      end()
      put("\n")
    }
    return read { giveUp.waits(for: terminal) }
  }

  /// Asks where the answer may be seen.
  func echoedLine() -> [UInt8]? {
    put(question)
    return read { true }
  }

  private func read(while goesOn: () -> Bool) -> [UInt8]? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      guard goesOn() else { return nil }
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

  private func guards() -> [SignalSource] {
    let endings = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].filter { !SignalSource.isIgnored($0) }
    var guards = endings.map { number in
      let isHeard = SignalSource.isHeard(number)
      return SignalSource(number, queue: Self.queue) { [self] in
        end()
        if isHeard { return giveUp.now() }
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
    }
    if !SignalSource.isIgnored(SIGTSTP) {
      guards.append(
        SignalSource(SIGTSTP, queue: Self.queue) { [self] in
          end()
          SignalSource.byDefault(SIGTSTP, Self.stop)
          begin()
        }
      )
    }
    return guards
  }

  /// Stops the program as the shell expects it, and returns when it is brought back.
  ///
  /// Raised on this thread, where it takes effect before the call returns; with nobody to bring the program
  /// back the system lets it go on.
  private static func stop() {
    var (stops, former) = (sigset_t(), sigset_t())
    sigemptyset(&stops)
    sigaddset(&stops, SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &stops, &former)
    raise(SIGTSTP)
    pthread_sigmask(SIG_SETMASK, &former, nil)
  }

  /// One signal after the other.
  private static let queue = DispatchQueue(label: "authtop.prompt")

  private func put(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
  }
}
