internal import CNcurses

/// The byte sequences that authtop sends besides those of curses.
enum Sequences {
  /// Ends a sequence that was cut off (CAN, ECMA-48 8.3.6).
  static let cancel = "\u{18}"
  /// No attributes and the terminal's own colours (ECMA-48 8.3.117).
  static let plain = "\u{1B}[0m"
  static let home = "\u{1B}[H"
  /// The cursor by its column and row, counted from 0 (ECMA-48 8.3.21).
  static func move(x: Int, y: Int) -> String { "\u{1B}[\(y + 1);\(x + 1)H" }
  static let pasteOn = "\u{1B}[?2004h"
  static let pasteOff = "\u{1B}[?2004l"
  /// Clicks and wheel in SGR form; motion is not asked for.
  static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
  static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"
  static let updateBegin = "\u{1B}[?2026h"
  static let updateEnd = "\u{1B}[?2026l"
  static let titlePush = "\u{1B}[22;0t"
  static let titlePop = "\u{1B}[23;0t"

  static func title(_ text: String) -> String { "\u{1B}]2;\(text)\u{07}" }
  static func notification(_ text: String) -> String { "\u{1B}]9;\(text)\u{07}" }
  /// rxvt's form, with a heading of its own.
  static func notify(_ text: String) -> String { "\u{1B}]777;notify;authtop;\(text)\u{07}" }
  /// Asks for the background's colour; nobody waits for the answer.
  static let backgroundQuery = "\u{1B}]11;?\u{07}"
  static func clipboard(_ base64: String) -> String { "\u{1B}]52;c;\(base64)\u{07}" }

  /// All of it to standard output; a terminal that went away is noticed by the input side.
  @MainActor
  static func write(_ text: String) {
    write(Array(text.utf8))
  }

  @MainActor
  static func write(_ bytes: [UInt8]) {
    if !bytes.isEmpty { authtop_write(bytes, bytes.count) }
  }
}
