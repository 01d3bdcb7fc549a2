import Glibc

/// Standard error, a line at a time; whatever is in the line, it stays one line of plain text.
enum StandardError {
  static func write(_ line: String) {
    let bytes = Array((SingleLine.text(line) + "\n").utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
  }
}
