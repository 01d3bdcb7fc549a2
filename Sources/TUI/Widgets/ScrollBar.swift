/// A thin bar at the right edge that says which part is seen.
package struct ScrollBar: Hashable, Sendable {
  package let first: Int
  package let count: Int

  package init(first: Int, count: Int) {
    self.first = first
    self.count = count
  }

  /// Draws in the last column; nothing when all is seen.
  package func draw(in region: Region) {
    let rows = region.rows
    guard rows > 1, count > rows else { return }
    let length = max(1, rows * rows / count)
    let top = first * (rows - length) / max(1, count - rows)
    for y in 0..<rows {
      let isThumb = y >= top && y < top + length
      region.put(isThumb ? "┃" : "│", x: region.columns - 1, y: y, isThumb ? .accent : .border)
    }
  }
}
