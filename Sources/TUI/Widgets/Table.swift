/// A list with columns, of which one item may be selected; it knows the item, not the row number.
///
/// Rows are asked for only when they are seen, so a table of 100,000 items costs what its screen costs.
package struct Table<ID: Hashable & Sendable>: Hashable, Sendable {
  package var columns: [TableColumn]
  package private(set) var selection: ID?
  package private(set) var scroll = Scroll()
  /// Where the selection was last seen; its neighbour is selected when the item goes.
  private var lastIndex = 0
  /// Rows that the last `fit` had, without the header.
  private var visibleRows = 1

  package init(columns: [TableColumn], selection: ID? = nil) {
    self.columns = columns
    self.selection = selection
  }

  /// Keeps the selection on its item after the items or the size have changed; call it before drawing.
  ///
  /// `index` finds an item; it is asked once, and only when the item is no longer where it was.
  package mutating func fit(
    count: Int,
    rows: Int,
    id: (Int) -> ID,
    index: (ID) -> Int?
  ) {
    visibleRows = max(1, rows - 1)
    guard count > 0 else {
      lastIndex = 0
      selection = nil
      return scroll = Scroll()
    }
    if let selection {
      let isThere = lastIndex < count && id(lastIndex) == selection
      if !isThere { lastIndex = index(selection) ?? min(lastIndex, count - 1) }
    }
    lastIndex = min(lastIndex, count - 1)
    selection = id(lastIndex)
    scroll.reveal(lastIndex, count: count, rows: visibleRows)
  }

  /// The row number of the selection, as of the last `fit`, `select` or `move`.
  package var selectedIndex: Int { lastIndex }

  package mutating func select(index: Int, count: Int, id: (Int) -> ID) {
    guard count > 0 else { return }
    lastIndex = max(0, min(index, count - 1))
    selection = id(lastIndex)
    scroll.reveal(lastIndex, count: count, rows: visibleRows)
  }

  /// Returns true when the selection has changed.
  package mutating func move(_ move: ScrollMove, count: Int, id: (Int) -> ID) -> Bool {
    let before = selection
    select(
      index: move.target(from: lastIndex, count: count, rows: visibleRows),
      count: count,
      id: id
    )
    return selection != before
  }

  /// Moves what is seen; the selection comes along when it would leave the screen.
  package mutating func scroll(by step: Int, count: Int, id: (Int) -> ID) {
    scroll.move(by: step, count: count, rows: visibleRows)
    let seen = scroll.visible(count: count, rows: visibleRows)
    guard let first = seen.first, let last = seen.last else { return }
    select(index: max(first, min(lastIndex, last)), count: count, id: id)
  }

  /// Where columns stand in a region so wide: the selected row's pointer comes before them.
  static func layout(_ columns: [TableColumn], in width: Int) -> [(x: Int, width: Int)] {
    TableColumn.layout(columns, gap: 1, in: max(0, width - 2))
  }

  /// Draws the header and the rows that are seen; a click chooses a row or a column.
  ///
  /// The selected row gets a pointer and, over its first columns (`emphasis`, all by default), the ground `.selected`.
  package func draw(
    in region: Region,
    count: Int,
    isFocused: Bool = true,
    emphasis: Int? = nil,
    row: (Int) -> TableRow
  ) {
    guard !region.isEmpty else { return }
    let layout = Self.layout(columns, in: region.columns)
    for (number, (column, place)) in zip(columns, layout).enumerated() where place.width > 0 {
      region.put(column.title, x: place.x + 2, .dim, width: place.width, align: column.alignment)
      region.click(.column(number), x: place.x + 2, columns: place.width)
    }
    let body = region.split(top: 1).rest
    for index in scroll.visible(count: count, rows: body.rows) {
      let line = body.row(index - scroll.first)
      draw(row(index), in: line, layout, isSelected: index == lastIndex)
      line.click(.row(index), x: 0, columns: line.columns)
      guard index == lastIndex, isFocused else { continue }
      let covered = emphasis.flatMap { $0 < layout.count ? layout[$0].x + 1 : nil } ?? line.columns
      line.part(x: 0, y: 0, columns: covered, rows: 1).restyle { $0.on(.selected) }
    }
  }

  private func draw(
    _ row: TableRow,
    in line: Region,
    _ layout: [(x: Int, width: Int)],
    isSelected: Bool
  ) {
    if isSelected { line.put("▸", .accent) }
    if row.isMarked { line.put("*", x: 1, .match) }
    for (number, cell) in row.cells.enumerated() where number < layout.count {
      let place = layout[number]
      guard place.width > 0 else { continue }
      if row.spansFrom == number {
        line.put(cell, x: place.x + 2)
        return
      }
      line.put(cell, x: place.x + 2, width: place.width, align: columns[number].alignment)
    }
  }
}
