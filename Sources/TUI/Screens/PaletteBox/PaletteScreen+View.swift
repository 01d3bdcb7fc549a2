extension PaletteScreen {
  func draw(in screen: Region) {
    let height = Self.boxRows(entries.count, of: screen.rows)
    let area = screen.centred(columns: 72, rows: height)
    area.fill()
    let inner = area.box(StyledLine("Command", .title), .accent)
    let (top, rest) = inner.split(top: 1)
    top.put(":", x: 1, .key)
    field.draw(in: top.part(x: 3, y: 0, columns: top.columns - 4, rows: 1))
    if entries.isEmpty { rest.put("no action is called that", x: 1, y: 1, .dim) }
    let body = rest.split(top: 1).rest
    for index in table.scroll.visible(count: entries.count, rows: body.rows) {
      draw(entries[index], in: body.row(index - table.scroll.first), index)
    }
    ScrollBar(first: table.scroll.first, count: entries.count).draw(in: body)
  }

  var hints: KeyHints {
    let runs = chosen == nil ? [] : [KeyHints.Hint(.enter, "runs it")]
    return KeyHints(
      runs + [.init(.down, "next"), .init(.escape, "closes")],
      lead: "letters search"
    )
  }

  private func draw(_ entry: Entry, in line: Region, _ index: Int) {
    let isChosen = entry.action == table.selection
    if isChosen { line.put("▸", .accent) }
    let keyColumns = 12
    let room = line.columns - keyColumns - 2
    let style: Style = entry.isAvailable ? .plain : .dim
    let text = StyledLine(entry.title, style, matches: entry.isAvailable ? entry.matches : [])
    line.put(text, x: 1, width: room)
    line.put(entry.keys, x: line.columns - keyColumns, entry.isAvailable ? .key : .dim)
    if isChosen { line.restyle { $0.on(.selected) } }
    line.click(.row(index), x: 0, columns: line.columns)
  }
}
