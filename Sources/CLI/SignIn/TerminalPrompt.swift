import Glibc

/// Questions on the controlling terminal, wherever standard input and output go.
enum TerminalPrompt {
  /// One line that the person types.
  static func ask(
    _ prompt: String,
    echoes: Bool,
    orElse advice: String = "give the password and the answers with --answers-stdin"
  ) throws -> String {
    let terminal = try open(orElse: advice)
    defer { close(terminal) }
    let prompt = SilentPrompt(terminal, SingleLine.text(prompt))
    guard let line = echoes ? prompt.echoedLine() : prompt.line() else {
      throw CommandFailure(
        "the question was not answered; nothing was changed",
        code: CommandFailure.Code.unusableInput
      )
    }
    return String(decoding: line, as: UTF8.self)
  }

  /// A line for the person to read.
  static func tell(_ text: String) {
    guard let terminal = try? open() else { return }
    defer { close(terminal) }
    put(SingleLine.text(text) + "\n", terminal)
  }

  /// Lines of this program's own, drawn as they are.
  static func draw(_ lines: [String]) {
    guard let terminal = try? open() else { return }
    defer { close(terminal) }
    put(lines.joined(separator: "\n") + "\n", terminal)
  }

  /// The terminal's columns, nil when there is no terminal or it does not know.
  static var columns: Int? {
    guard let terminal = try? open() else { return nil }
    defer { close(terminal) }
    var size = winsize()
    guard ioctl(terminal, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Whether there is one.
  static var isThere: Bool {
    guard let terminal = try? open() else { return false }
    close(terminal)
    return true
  }

  private static func open(orElse advice: String = "") throws -> Int32 {
    let terminal = Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else {
      throw CommandFailure(
        "there is no terminal to ask at; \(advice)",
        code: CommandFailure.Code.unusableInput
      )
    }
    return terminal
  }

  private static func put(_ text: String, _ descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}
