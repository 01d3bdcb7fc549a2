/// A rectangle of cells; x grows to the right, y downwards, sizes are never negative.
package struct Rect: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var columns: Int
  package var rows: Int

  package init(x: Int, y: Int, columns: Int, rows: Int) {
    self.x = x
    self.y = y
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  package var isEmpty: Bool { columns == 0 || rows == 0 }

  package func contains(x: Int, y: Int) -> Bool {
    x >= self.x && x < self.x + columns && y >= self.y && y < self.y + rows
  }

  package func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left,
      y: top,
      columns: min(x + columns, other.x + other.columns) - left,
      rows: min(y + rows, other.y + other.rows) - top
    )
  }
}
