import TUI

/// Lines of aligned columns for a terminal or a pipe.
struct TextTable {
  private var rows: [[String]]

  init(header: [String]) {
    rows = [header]
  }

  /// Adds a row; text from outside loses its control characters.
  mutating func add(_ cells: [String]) {
    rows.append(cells.map(SingleLine.text))
  }

  var lines: [String] {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], SafeText(foreign: cell).columns)
      }
    }
    return rows.map { row in
      // Empty cells at the end of a row leave no spaces behind.
      row.dropLast(row.reversed().prefix { $0.isEmpty }.count).enumerated().map { column, cell in
        guard row[(column + 1)...].contains(where: { !$0.isEmpty }) else { return cell }
        let padding = widths[column] - SafeText(foreign: cell).columns
        return cell + String(repeating: " ", count: padding + 2)
      }.joined()
    }
  }
}
