/// A rectangle of the screen that can be drawn on; what falls outside is clipped.
///
/// Coordinates are its own: (0, 0) is its upper left cell.
package struct Region {
  let grid: Grid
  /// Where it is on the screen, for finding what a mouse click hit.
  package let rect: Rect

  init(grid: Grid) {
    self.grid = grid
    rect = Rect(x: 0, y: 0, columns: grid.columns, rows: grid.rows)
  }

  private init(grid: Grid, rect: Rect) {
    self.grid = grid
    self.rect = rect
  }

  package var columns: Int { rect.columns }
  package var rows: Int { rect.rows }
  package var isEmpty: Bool { rect.isEmpty }
  package var charset: Charset { grid.charset }

  /// A part of this region, cut to it.
  package func part(x: Int, y: Int, columns: Int, rows: Int) -> Region {
    let wish = Rect(x: rect.x + x, y: rect.y + y, columns: columns, rows: rows)
    return Region(grid: grid, rect: wish.intersection(rect))
  }

  /// One row as a region; empty when there is no such row.
  package func row(_ y: Int) -> Region {
    part(x: 0, y: y, columns: columns, rows: 1)
  }

  package func inset(columns dx: Int = 1, rows dy: Int = 1) -> Region {
    part(x: dx, y: dy, columns: columns - 2 * dx, rows: rows - 2 * dy)
  }

  /// Cuts off the first rows.
  package func split(top count: Int) -> (top: Region, rest: Region) {
    let count = min(max(0, count), rows)
    return (
      part(x: 0, y: 0, columns: columns, rows: count),
      part(x: 0, y: count, columns: columns, rows: rows - count)
    )
  }

  /// Cuts off the last rows.
  package func split(bottom count: Int) -> (rest: Region, bottom: Region) {
    let (rest, bottom) = split(top: rows - min(max(0, count), rows))
    return (rest, bottom)
  }

  /// Cuts off the first columns.
  package func split(left count: Int) -> (left: Region, rest: Region) {
    let count = min(max(0, count), columns)
    return (
      part(x: 0, y: 0, columns: count, rows: rows),
      part(x: count, y: 0, columns: columns - count, rows: rows)
    )
  }

  /// A region of this size in the middle, no larger than this one.
  package func centred(columns wishColumns: Int, rows wishRows: Int) -> Region {
    let width = min(wishColumns, columns)
    let height = min(wishRows, rows)
    return part(x: (columns - width) / 2, y: (rows - height) / 2, columns: width, rows: height)
  }

  package func fill(_ style: Style = .plain) {
    let blank = Cell(" ", columns: 1, style: style)
    for y in 0..<rows {
      for x in 0..<columns { grid.set(blank, x: rect.x + x, y: rect.y + y) }
    }
  }

  /// Changes the styles of what has been drawn, as for a chosen row.
  package func restyle(_ change: (Style) -> Style) {
    for y in 0..<rows {
      for x in 0..<columns { grid.restyle(x: rect.x + x, y: rect.y + y, change) }
    }
  }

  /// Shows the terminal's cursor; does nothing outside the region.
  package func showCursor(x: Int, y: Int) {
    guard rect.contains(x: rect.x + x, y: rect.y + y) else { return }
    grid.cursor = Frame.Cursor(x: rect.x + x, y: rect.y + y)
  }
}
