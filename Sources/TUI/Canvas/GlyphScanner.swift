/// Cuts text into what one cell (or a wide pair of cells) can hold.
///
/// A glyph is an emoji sequence, or a scalar with the zero-width marks that follow it. The same cut serves the
/// sanitiser and the drawing, so a width that was computed is the width that is drawn.
struct GlyphScanner {
  typealias Scalars = String.UnicodeScalarView

  struct Glyph {
    var range: Range<Scalars.Index>
    var first: Unicode.Scalar
    var isSingle: Bool
    /// 1 or 2; meaningless when `isSafe` is false.
    var columns: Int
    var isSafe: Bool
  }

  /// More would be dropped by curses, whose cell holds a base and four marks.
  static let mostMarks = 4

  private let scalars: Scalars
  private var position: Scalars.Index
  /// Marks since the last base, spacing ones included.
  private var marks = 0
  private var hasBase = false

  init(_ text: String) {
    scalars = text.unicodeScalars
    position = scalars.startIndex
  }

  /// Text that has been through the sanitiser: it may have been cut between a base and its spacing mark.
  init(safe text: String) {
    self.init(text)
    hasBase = true
  }

  mutating func next() -> Glyph? {
    guard position < scalars.endIndex else { return nil }
    let start = position
    let first = scalars[start]
    if let end = EmojiSequence.end(in: scalars, from: start) {
      return glyph(start, end, first, columns: 2)
    }
    let after = scalars.index(after: start)
    if ScalarSafety.isUnsafe(first) { return unsafe(start, after, first) }
    let columns = DisplayWidth.columns(of: first)
    if first.value >= 0x300, isSpacingMark(first) {
      marks += 1
      guard hasBase, marks <= Self.mostMarks else { return unsafe(start, after, first) }
      position = after
    } else {
      guard columns > 0 else { return unsafe(start, after, first) }
      (position, marks, hasBase) = (after, 0, true)
    }
    takeMarks()
    return Glyph(
      range: start..<position,
      first: first,
      isSingle: position == after,
      columns: columns,
      isSafe: true
    )
  }

  private mutating func takeMarks() {
    while position < scalars.endIndex, marks < Self.mostMarks {
      let scalar = scalars[position]
      guard scalar.value >= 0x300, DisplayWidth.columns(of: scalar) == 0,
        !ScalarSafety.isUnsafe(scalar)
      else { return }
      marks += 1
      position = scalars.index(after: position)
    }
  }

  private mutating func glyph(
    _ start: Scalars.Index,
    _ end: Scalars.Index,
    _ first: Unicode.Scalar,
    columns: Int
  ) -> Glyph {
    (position, marks, hasBase) = (end, 0, true)
    // A mark on a whole sequence has no cell to live in: it is shown as a mark.
    marks = Self.mostMarks
    return Glyph(range: start..<end, first: first, isSingle: false, columns: columns, isSafe: true)
  }

  /// A mark that follows an unsafe scalar must not land on its replacement.
  private mutating func unsafe(
    _ start: Scalars.Index,
    _ end: Scalars.Index,
    _ first: Unicode.Scalar
  ) -> Glyph {
    position = end
    if !isMark(first) { hasBase = false }
    return Glyph(range: start..<end, first: first, isSingle: true, columns: 0, isSafe: false)
  }

  private func isSpacingMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .spacingMark
  }

  private func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: true
    default: false
    }
  }
}
