import TUI

/// How wide the columns of a table are.
///
/// Rows too many to be held are measured first, and written one after the other.
struct TextColumns {
  private var widths: [Int] = []

  /// Makes room for a row.
  mutating func measure(_ cells: [String]) {
    for (column, cell) in cells.enumerated() {
      if column == widths.count { widths.append(0) }
      widths[column] = max(widths[column], Self.width(SingleLine.text(cell)))
    }
  }

  /// A row that was measured; text from outside loses its control characters.
  func line(_ cells: [String]) -> String {
    // Empty cells at the end of a row leave no spaces behind.
    let count = cells.count - cells.reversed().prefix { $0.isEmpty }.count
    var line = ""
    for (column, cell) in cells.prefix(count).enumerated() {
      let cell = SingleLine.text(cell)
      line += cell
      guard column < count - 1 else { break }
      line += String(repeating: " ", count: max(0, widths[column] - Self.width(cell)) + 2)
    }
    return line
  }

  private static func width(_ cell: String) -> Int {
    // Most cells are plain, and a character of those is a column.
    cell.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
      ? cell.utf8.count : SafeText(foreign: cell).columns
  }
}
