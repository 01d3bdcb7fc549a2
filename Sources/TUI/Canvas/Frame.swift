/// A whole screen, ready to be presented: a value, comparable and printable.
package struct Frame: Hashable, Sendable {
  /// The cell that the cursor stands on.
  package struct Cursor: Hashable, Sendable {
    package let x: Int
    package let y: Int
  }

  package let columns: Int
  package let rows: Int
  /// Row by row, `columns * rows` of them.
  package let cells: [Cell]
  /// Texts of more than one scalar, by the number in `Cell.Content.cluster`.
  package let clusters: [String]
  /// Where the terminal's cursor stands; hidden when nil.
  package let cursor: Cursor?

  /// Draws a frame: the region that `draw` gets is valid only while it runs.
  package static func drawn(
    columns: Int,
    rows: Int,
    charset: Charset = .unicode,
    border: Region.Border = .rounded,
    _ draw: (Region) -> Void
  ) -> Frame {
    let grid = Grid(columns: max(0, columns), rows: max(0, rows), charset: charset)
    grid.border = border
    draw(Region(grid: grid))
    return Frame(
      columns: grid.columns,
      rows: grid.rows,
      cells: grid.cells,
      clusters: grid.clusters,
      cursor: grid.cursor
    )
  }

  /// The cells of one row.
  package func row(_ y: Int) -> ArraySlice<Cell> {
    cells[(y * columns)..<((y + 1) * columns)]
  }

  /// The text of one cell, empty for the right half of a wide glyph.
  package func text(of cell: Cell) -> String {
    switch cell.content {
    case .scalar(let scalar): String(scalar)
    case .cluster(let index): clusters[index]
    case .continuation: ""
    }
  }
}
