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
    TerminalPrompt.draw(isColoured ? lines.map { "\u{1B}[97;40m\($0)\u{1B}[0m" } : lines)
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
