import AuthCore

/// Draws the detail of the chosen session: tabs, notes, and the lines of the tab.
struct DetailPaneView {
  let main: MainScreen
  let context: Context

  private var titles: [SafeText] {
    MainScreen.Tab.allCases.map { tab in
      switch tab {
      case .access: "Access"
      case .id: "ID"
      case .refresh: "Refresh"
      case .devices: "Devices"
      case .raw: "Raw"
      case .checks: main.checksTitle
      case .journal: "Journal"
      }
    }
  }

  func draw(in region: Region) {
    let isFocused = main.pane == .detail
    region.click(.pane(.detail), x: 0, columns: region.columns, rows: region.rows)
    let inner = region.box(title, isFocused ? .accent : .border)
    guard !inner.isEmpty else { return }
    drawTabs(inner.row(0))
    guard main.selection != nil else {
      inner.put("no session is chosen", x: 1, y: 2, .dim)
      return
    }
    var y = 1
    for note in main.detailNotes(context) {
      for line in note.text.folded(columns: inner.columns - 2) {
        inner.put(line, x: 1, y: y, note.spans.first?.style ?? .plain)
        y += 1
      }
    }
    let rest = inner.part(x: 0, y: y, columns: inner.columns, rows: inner.rows - y)
    drawLines(rest, isFocused: isFocused)
  }

  private var title: StyledLine {
    guard let selection = main.selection else { return StyledLine("Detail", .dim) }
    let tab = main.tab == .checks ? "Checks" : titles[main.tab.rawValue]
    return StyledLine(
      "\(SafeText(foreign: selection.username)) · \(tab)",
      main.pane == .detail ? .title : .dim
    )
  }

  private func drawTabs(_ region: Region) {
    Tabs(titles, current: main.tab.rawValue)
      .draw(in: region.split(left: 1).rest, isFocused: main.pane == .detail)
  }

  private func drawLines(_ region: Region, isFocused: Bool) {
    let lines = main.detailLines(context)
    if lines.isEmpty {
      region.put(emptyText, x: 1, y: 1, .dim)
      return
    }
    let labelWidth = min(18, max(10, (lines.map(\.label.columns).max() ?? 0) + 1))
    let width = region.columns - labelWidth - 2
    let blocks = blocks(lines, width: width, rows: region.rows)
    var y = 0
    for index in firstShown(blocks, rows: region.rows)..<blocks.count {
      guard y < region.rows else { break }
      let line = lines[index]
      region.put(line.label, x: 1, y: y, .key, width: labelWidth - 1)
      for (offset, part) in blocks[index].enumerated() {
        region.put(part, x: 1 + labelWidth, y: y + offset, width: width)
      }
      if isFocused, index == main.detailLine {
        region.part(x: 0, y: y, columns: region.columns, rows: blocks[index].count)
          .restyle { $0.on(.selected) }
      }
      region.click(.line(index), x: 0, y: y, columns: region.columns, rows: blocks[index].count)
      y += blocks[index].count
    }
  }

  /// The lines with their notes below them where all of that fits, else beside them or not at all.
  private func blocks(_ lines: [DetailLine], width: Int, rows: Int) -> [[StyledLine]] {
    let spread = lines.map { block($0, width: width, isSpread: true) }
    if spread.reduce(0, { $0 + $1.count }) <= rows { return spread }
    return lines.map { block($0, width: width, isSpread: false) }
  }

  /// A value in one line, or folded into several when it was unfolded, and what it means.
  private func block(_ line: DetailLine, width: Int, isSpread: Bool) -> [StyledLine] {
    let isOpen = line.isFolded || main.unfolded.contains(line.name)
    var block =
      isOpen && line.value.columns > width
      ? line.value.folded(columns: width).map { StyledLine($0, line.style) }
      : [StyledLine(line.value, line.style)]
    for note in [line.note, line.meaning] where !note.isEmpty {
      let last = block[block.count - 1].columns
      if last + 2 + note.columns <= width {
        block[block.count - 1].append("  \(note)", .dim)
      } else if isOpen || isSpread {
        block += note.folded(columns: width).map { StyledLine($0, .dim) }
      } else {
        // A note that does not fit whole would only hide that the value ended.
        break
      }
    }
    return block
  }

  /// The first line to draw so that the chosen one is on the screen.
  private func firstShown(_ blocks: [[StyledLine]], rows: Int) -> Int {
    let chosen = min(main.detailLine, blocks.count - 1)
    var first = chosen
    var height = blocks[chosen].count
    while first > 0, height + blocks[first - 1].count <= rows {
      first -= 1
      height += blocks[first].count
    }
    return first
  }

  private var emptyText: SafeText {
    guard let selection = main.selection, let session = context.ledger[selection] else {
      return "no session is chosen"
    }
    switch main.tab {
    case .access: return session.access == nil ? "there is no readable access token" : "reading…"
    case .id: return session.idToken == nil ? "there is no readable ID token" : "reading…"
    case .devices: return "the pool counts no sessions of this user"
    case .refresh, .raw: return "reading…"
    case .checks: return "checking…"
    case .journal: return main.journal == nil ? "reading…" : "nothing was written down yet"
    }
  }
}
