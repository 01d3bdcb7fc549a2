internal import CNcurses
internal import TUI

/// Writes what curses cannot: glyphs whose width libc does not know, and emoji of several scalars.
///
/// What follows such a glyph is written again at its own columns, as far as the glyph could reach: a terminal that thinks
/// it wider shows a cut glyph but no shifted text.
@MainActor
enum Overlay {
  /// Whether curses gives the scalar as many columns as its cell.
  static func fits(_ scalar: Unicode.Scalar, columns: Int) -> Bool {
    if scalar.value < 0x7F { return columns == 1 }
    return Int(authtop_width(wchar_t(bitPattern: scalar.value))) == columns
  }

  /// Whether curses can hold the cluster in one cell: a base of that width and marks of none.
  ///
  /// Marks without a combining class are left to us: some terminals drop what follows them.
  static func fits(_ cluster: String, columns: Int) -> Bool {
    let scalars = cluster.unicodeScalars
    guard let first = scalars.first, scalars.count <= 5 else { return false }
    return fits(first, columns: columns)
      && scalars.dropFirst().allSatisfy {
        $0.properties.canonicalCombiningClass != .notReordered
          && authtop_width(wchar_t(bitPattern: $0.value)) == 0
      }
  }

  /// The bytes for one row, empty when curses could draw all of it; the cursor is put back after.
  static func sequence(for y: Int, of frame: Frame, inks: inout Inks) -> String {
    var out = ""
    var style: Style?
    // Up to where a terminal may have drawn over what follows an odd glyph.
    var dirtyEnd = 0
    for (x, cell) in frame.row(y).enumerated() where cell.content != .continuation {
      let isOdd = !fits(cell, in: frame)
      guard isOdd || x < dirtyEnd else { continue }
      if isOdd { dirtyEnd = max(dirtyEnd, x + mostColumns(of: frame.text(of: cell))) }
      out += "\u{1B}[\(y + 1);\(x + 1)H"
      if cell.style != style {
        style = cell.style
        out += inks.ink(for: cell.style).look.sequence
      }
      out += frame.text(of: cell)
    }
    return out.isEmpty ? "" : "\u{1B}7" + out + "\u{1B}8"
  }

  /// The columns that a terminal would use that draws each scalar by itself.
  private static func mostColumns(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + max(1, DisplayWidth.columns(of: $1)) }
  }

  private static func fits(_ cell: Cell, in frame: Frame) -> Bool {
    switch cell.content {
    case .continuation: true
    case .scalar(let scalar): fits(scalar, columns: Int(cell.columns))
    case .cluster(let index): fits(frame.clusters[index], columns: Int(cell.columns))
    }
  }
}
