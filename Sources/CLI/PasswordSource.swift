import AuthCore
import Dispatch
import Glibc

/// Where passwords come from: the terminal without echo, or lines of standard input.
struct PasswordSource {
  let readsStandardInput: Bool
  private var lines: [ArraySlice<UInt8>]?

  init(readsStandardInput: Bool) {
    self.readsStandardInput = readsStandardInput
  }

  /// The next password, which is never empty.
  mutating func password(prompt: String) throws -> Password {
    let text =
      readsStandardInput
      ? try nextLine()
      : try Self.ask(prompt, "the password", orElse: "give it with --password-stdin")
    guard !text.isEmpty else {
      throw CommandFailure(
        "the password is empty; nothing was sent",
        code: CommandFailure.Code.unusableInput
      )
    }
    return Password(text)
  }

  private mutating func nextLine() throws -> String {
    // By bytes: to Swift's characters CR and LF together are one, which is not a line feed.
    if lines == nil {
      lines = try TextFile.bytes("-").split(separator: 0x0A, omittingEmptySubsequences: false)
    }
    guard var line = lines?.first else { return "" }
    lines?.removeFirst()
    if line.last == 0x0D { line.removeLast() }
    guard let text = String(validating: line, as: UTF8.self) else {
      throw CommandFailure(
        "the password is not UTF-8; nothing was sent",
        code: CommandFailure.Code.unusableInput
      )
    }
    return text
  }

  /// A line typed on the terminal without echo.
  static func ask(_ prompt: String, _ what: String, orElse advice: String) throws -> String {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else {
      throw CommandFailure(
        "there is no terminal to ask for \(what); \(advice)",
        code: CommandFailure.Code.unusableInput
      )
    }
    defer { close(terminal) }
    var settings = termios()
    tcgetattr(terminal, &settings)
    var silent = settings
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(terminal, TCSAFLUSH, &silent)
    defer { tcsetattr(terminal, TCSAFLUSH, &settings) }
    let guards = restore(settings, of: terminal, on: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
    defer { for source in guards { source.cancel() } }
    put(SingleLine.text(prompt), terminal)
    defer { put("\n", terminal) }
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(terminal, &byte, 1) == 1, byte != 0x0A { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  /// Sees to it that a signal that ends the program gives the terminal its echo back first.
  private static func restore(
    _ settings: termios,
    of terminal: Int32,
    on signals: [Int32]
  ) -> [any DispatchSourceSignal] {
    signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        var settings = settings
        tcsetattr(terminal, TCSAFLUSH, &settings)
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
      source.setCancelHandler { signal(number, SIG_DFL) }
      source.activate()
      return source
    }
  }

  private static func put(_ text: String, _ descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}
