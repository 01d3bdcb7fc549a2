/// What a terminal shows after the bytes that it was sent; strict: what is not known is a fault.
struct VTScreen {
  private(set) var columns: Int
  private(set) var rows: Int
  private(set) var cells: [[VTCell]]
  var x = 0
  var y = 0
  var style = VTStyle()
  /// Private modes that are on, by number.
  var modes: Set<Int> = [7, 25]
  /// A character in the last column waits for the next before it wraps.
  var isWrapPending = false
  var isInserting = false
  var isLineDrawing = false
  private(set) var margins: ClosedRange<Int>
  var lastCharacter: Unicode.Scalar?
  /// Bytes that this terminal does not understand.
  var faults: [String] = []
  /// How many sequences chose a colour.
  var colourCount = 0
  /// How often the whole screen was wiped.
  var wipes = 0
  /// The window's title, and those that were kept for later.
  var title = ""
  var keptTitles: [String] = []
  /// After another size, what comes may have been meant for the one before.
  private var isResized: Bool
  private var hidden: [[VTCell]]?
  private var saved: (x: Int, y: Int) = (0, 0)
  private var savedCursor: (x: Int, y: Int, style: VTStyle) = (0, 0, VTStyle())

  init(columns: Int, rows: Int, isResized: Bool = false) {
    (self.columns, self.rows) = (columns, rows)
    self.isResized = isResized
    cells = Self.empty(columns, rows)
    margins = 0...(rows - 1)
  }

  private static func empty(_ columns: Int, _ rows: Int) -> [[VTCell]] {
    Array(repeating: Array(repeating: .blank, count: columns), count: rows)
  }

  var isAlternate: Bool { hidden != nil }

  /// The rows as text, without spaces at their ends.
  var lines: [String] {
    cells.map { row in
      var line = row.map(\.text).joined()
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  var text: String { lines.joined(separator: "\n") }

  /// The column where a text begins in a row, counted in cells.
  func column(of text: String, row: Int) -> Int? {
    (0..<columns).first { start in
      cells[row][start...].map(\.text).joined().hasPrefix(text)
    }
  }

  mutating func resize(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    cells = Self.fit(cells, columns, rows)
    hidden = hidden.map { Self.fit($0, columns, rows) }
    margins = 0...(rows - 1)
    (x, y) = (min(x, columns - 1), min(y, rows - 1))
    (isWrapPending, isResized) = (false, true)
  }

  /// DECSTBM, as xterm does it: what reaches beyond the last row ends there, and nothing happens where
  /// fewer than two rows are left of it.
  mutating func setMargins(top: Int, bottom: Int) {
    if bottom >= rows, !isResized { faults.append("margins \(top) to \(bottom) of \(rows) rows") }
    guard top < min(bottom, rows - 1) else { return }
    margins = top...min(bottom, rows - 1)
    (x, y) = (0, 0)
    isWrapPending = false
  }

  private static func fit(_ cells: [[VTCell]], _ columns: Int, _ rows: Int) -> [[VTCell]] {
    (0..<rows).map { row in
      let old = row < cells.count ? cells[row].prefix(columns) : []
      return old + Array(repeating: .blank, count: columns - old.count)
    }
  }

  mutating func switchScreen(toAlternate: Bool) {
    guard toAlternate != isAlternate else { return }
    if toAlternate {
      hidden = cells
      saved = (x, y)
      cells = Self.empty(columns, rows)
    } else {
      cells = hidden ?? cells
      hidden = nil
      (x, y) = (min(saved.x, columns - 1), min(saved.y, rows - 1))
    }
  }

  /// DECSC.
  mutating func saveCursor() { savedCursor = (x, y, style) }

  /// DECRC.
  mutating func restoreCursor() {
    (x, y, style) = (
      min(savedCursor.x, columns - 1), min(savedCursor.y, rows - 1), savedCursor.style
    )
    isWrapPending = false
  }

  /// An erased cell keeps the background, as xterm's do.
  private var erased: VTCell {
    var cell = VTCell.blank
    cell.style.background = style.background
    return cell
  }

  mutating func erase(row: Int, _ range: Range<Int>) {
    for column in range.clamped(to: 0..<columns) {
      split(row, column)
      cells[row][column] = erased
    }
  }

  mutating func insertCells(_ count: Int) {
    for _ in 0..<min(count, columns - x) {
      cells[y].insert(erased, at: x)
      cells[y].removeLast()
    }
  }

  mutating func deleteCells(_ count: Int) {
    for _ in 0..<min(count, columns - x) {
      cells[y].remove(at: x)
      cells[y].append(erased)
    }
  }

  /// Moves the rows of a range up (or down), filling with empty ones.
  mutating func scroll(_ range: ClosedRange<Int>, by count: Int) {
    let blank = Array(repeating: erased, count: columns)
    for _ in 0..<min(abs(count), range.count) {
      if count > 0 {
        cells.remove(at: range.lowerBound)
        cells.insert(blank, at: range.upperBound)
      } else {
        cells.remove(at: range.upperBound)
        cells.insert(blank, at: range.lowerBound)
      }
    }
  }

  mutating func lineFeed() {
    if y == margins.upperBound { scroll(margins, by: 1) } else { y = min(y + 1, rows - 1) }
  }

  mutating func put(_ scalar: Unicode.Scalar) {
    let width = VTWidth.columns(scalar)
    guard width > 0 else { return combine(scalar) }
    lastCharacter = scalar
    if isWrapPending || x + width > columns, modes.contains(7) {
      x = 0
      lineFeed()
    }
    isWrapPending = false
    // A wide character that no row can hold is dropped.
    guard x + width <= columns else { return }
    if isInserting { insertCells(width) }
    for column in x..<(x + width) { split(y, column) }
    cells[y][x] = VTCell(text: String(scalar), style: style)
    if width == 2 { cells[y][x + 1] = VTCell(text: "", style: style) }
    x += width
    if x == columns {
      x -= 1
      isWrapPending = true
    }
  }

  private mutating func combine(_ scalar: Unicode.Scalar) {
    var column = isWrapPending ? x : x - 1
    if column > 0, cells[y][column].text.isEmpty { column -= 1 }
    guard column >= 0 else {
      if !isResized { faults.append("a combining mark on nothing") }
      return
    }
    cells[y][column].text.unicodeScalars.append(scalar)
  }

  /// Half a wide character does not stay.
  private mutating func split(_ row: Int, _ column: Int) {
    if cells[row][column].text.isEmpty, column > 0 {
      cells[row][column - 1].text = " "
      cells[row][column].text = " "
    } else if column + 1 < columns, cells[row][column + 1].text.isEmpty {
      cells[row][column + 1].text = " "
    }
  }
}
