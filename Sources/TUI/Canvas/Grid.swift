/// The cells that are being drawn on; a class, so that regions of one screen can be drawn in any order.
///
/// It lives while `Frame.drawn` runs and is seen by nobody else.
final class Grid {
  let columns: Int
  let rows: Int
  let charset: Charset
  private(set) var cells: [Cell]
  private(set) var clusters: [String] = []
  /// How boxes are drawn.
  var border = Region.Border.rounded
  var cursor: Frame.Cursor?
  /// What can be clicked, in the order in which it was drawn.
  var hits: [Hit] = []

  init(columns: Int, rows: Int, charset: Charset) {
    self.columns = columns
    self.rows = rows
    self.charset = charset
    cells = Array(repeating: .blank, count: columns * rows)
  }

  /// Puts a glyph; the caller has clipped it to the grid.
  func set(_ cell: Cell, x: Int, y: Int) {
    let index = y * columns + x
    mend(index, x: x, width: Int(cell.columns))
    cells[index] = cell
    if cell.columns == 2 { cells[index + 1] = .continuation(style: cell.style) }
  }

  /// Puts a run of glyphs of one column each, which the caller has clipped to the grid.
  func put(_ scalars: some Sequence<Unicode.Scalar>, count: Int, style: Style, x: Int, y: Int) {
    guard count > 0 else { return }
    let first = y * columns + x
    mend(first, x: x, width: count)
    cells.withUnsafeMutableBufferPointer { cells in
      for (offset, scalar) in zip(0..<count, scalars) {
        cells[first + offset] = Cell(scalar, columns: 1, style: style)
      }
    }
  }

  func cluster(_ text: String, columns: Int, style: Style) -> Cell {
    clusters.append(text)
    return Cell(cluster: clusters.count - 1, columns: columns, style: style)
  }

  func restyle(x: Int, y: Int, _ change: (Style) -> Style) {
    let index = y * columns + x
    cells[index].style = change(cells[index].style)
  }

  /// Blanks the other half of wide glyphs that are about to be cut.
  private func mend(_ index: Int, x: Int, width: Int) {
    if cells[index].columns == 0, x > 0 {
      cells[index - 1] = Cell(" ", columns: 1, style: cells[index - 1].style)
    }
    let after = index + width
    if x + width < columns, cells[after].columns == 0 {
      cells[after] = Cell(" ", columns: 1, style: cells[after].style)
    }
  }
}
