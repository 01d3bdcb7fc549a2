/// Lines of aligned columns for a terminal or a pipe.
struct TextTable {
  private var columns = TextColumns()
  private var rows: [[String]] = []

  init(header: [String]) { add(header) }

  /// Adds a row; text from outside loses its control characters.
  mutating func add(_ cells: [String]) {
    let cells = cells.map(SingleLine.text)
    columns.measure(cells)
    rows.append(cells)
  }

  var lines: [String] { rows.map(columns.line) }
}
