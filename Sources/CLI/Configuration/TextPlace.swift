/// A place in a text file as editors count it: line and column from 1, columns in Unicode scalars.
struct TextPlace: Equatable, Sendable {
  let line: Int
  let column: Int

  static let start = TextPlace(line: 1, column: 1)

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place of a byte; one beyond the end is the end.
  init(_ offset: Int, in bytes: [UInt8]) {
    let before = bytes.prefix(max(0, offset))
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    line = before.count { $0 == UInt8(ascii: "\n") } + 1
    // A byte order mark takes no column, and a continuation byte belongs to the one before it.
    let mark = lineStart == 0 && before.starts(with: [0xEF, 0xBB, 0xBF]) ? 1 : 0
    column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1 - mark
  }
}

/// A value and where it stands in its file.
struct Located<Value: Sendable>: Sendable {
  let value: Value
  let place: TextPlace
}
