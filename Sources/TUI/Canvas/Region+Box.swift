extension Region {
  /// What boxes are drawn with.
  package enum Border: String, CaseIterable, Sendable {
    case rounded, square, ascii

    fileprivate var corners: (SafeText, SafeText, SafeText, SafeText) {
      switch self {
      case .rounded: ("╭", "╮", "╰", "╯")
      case .square: ("┌", "┐", "└", "┘")
      case .ascii: ("+", "+", "+", "+")
      }
    }

    fileprivate var across: SafeText { self == .ascii ? "-" : "─" }
    fileprivate var down: SafeText { self == .ascii ? "|" : "│" }
  }

  /// Draws a border with a title and returns what is inside.
  ///
  /// A region of fewer than 2 by 2 cells gets no border and has nothing inside.
  @discardableResult
  package func box(
    _ title: StyledLine = StyledLine(),
    note: StyledLine = StyledLine(),
    _ style: Style = .border
  ) -> Region {
    guard columns >= 2, rows >= 2 else { return part(x: 0, y: 0, columns: 0, rows: 0) }
    let border = grid.border
    let (topLeft, topRight, bottomLeft, bottomRight) = border.corners
    let line = SafeText(repeating: border.across, count: columns - 2)
    put(topLeft + line + topRight, y: 0, style)
    put(bottomLeft + line + bottomRight, y: rows - 1, style)
    for y in stride(from: 1, to: rows - 1, by: 1) {
      put(border.down, x: 0, y: y, style)
      put(border.down, x: columns - 1, y: y, style)
    }
    if !title.isEmpty, columns > 6 {
      let line = StyledLine(" ", style) + title + StyledLine(" ", style)
      put(line, x: 1, y: 0, width: columns - 2)
    }
    if !note.isEmpty, columns > note.columns + 6 {
      let line = StyledLine(" ", style) + note + StyledLine(" ", style)
      put(line, x: 2, y: rows - 1, width: columns - 4, align: .right)
    }
    return inset()
  }

  /// Draws a line across the region.
  package func rule(y: Int, _ style: Style = .border) {
    put(SafeText(repeating: grid.border.across, count: columns), y: y, style)
  }
}
