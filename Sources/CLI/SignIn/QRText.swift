import Glibc
import TUI

/// A QR code on the controlling terminal.
enum QRText {
  /// Draws it where it fits: white on black, so that the terminal's own ground does not matter.
  static func draw(_ text: String) {
    guard let code = QRCode(text) else { return }
    let charset: Charset = isUTF8 ? .unicode : .ascii
    guard code.room(charset: charset).columns <= TerminalPrompt.columns ?? 80 else { return }
    let lines = code.lines(charset: charset)
    guard isColoured else { return TerminalPrompt.draw(lines) }
    let painted = charset == .ascii ? lines.map(painted) : lines
    TerminalPrompt.draw(painted.map { "\u{1B}[97;40m\($0)\u{1B}[0m" })
  }

  /// A line in ASCII with grounds in place of its signs, which a camera cannot read as well.
  private static func painted(_ line: String) -> String {
    line.reduce(into: "") { $0 += $1 == "#" ? "\u{1B}[107m " : "\u{1B}[40m " }
  }

  /// https://no-color.org: set to anything but the empty string.
  private static var isColoured: Bool {
    let environment = Wiring.environment
    let name = environment["TERM"] ?? ""
    return (environment["NO_COLOR"] ?? "").isEmpty && !name.isEmpty && name != "dumb"
  }

  private static var isUTF8: Bool {
    setlocale(LC_CTYPE, "")
    return nl_langinfo(Int32(CODESET)).map { String(cString: $0) } == "UTF-8"
  }
}
