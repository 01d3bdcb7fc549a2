import AuthCore

/// Draws the list of sessions.
struct SessionListView {
  let main: MainScreen
  let context: Context

  private static let barColumns = 11

  /// The columns of a list so wide; a narrow one leaves out the last of them, then the bars.
  static func columns(
    width: Int,
    _ sort: MainScreen.SortColumn,
    isInverted: Bool
  ) -> [TableColumn] {
    let hasBars = width >= 48
    var columns = [
      TableColumn("", .fixed(1)),
      TableColumn(title("USER", .user), .flexible(weight: 1, atLeast: 8)),
      TableColumn(title("BACKEND", .backend), .fixed(10)),
      TableColumn(title("ACCESS", .access), .fixed(hasBars ? 19 : 11)),
    ]
    if width >= 60 { columns.append(TableColumn(title("ID", .id), .fixed(11))) }
    if width >= 66 { columns.append(TableColumn(title("REFRESH", .refresh), .fixed(8))) }
    return columns

    func title(_ text: SafeText, _ column: MainScreen.SortColumn) -> SafeText {
      guard sort == column, column != .user || isInverted else { return text }
      return text + (isInverted ? " ▾" : " ▴")
    }
  }

  func draw(in region: Region) {
    let isFocused = main.pane == .list
    let title = StyledLine("Sessions", isFocused ? .title : .dim)
    let inner = region.box(title, note: note, isFocused ? .accent : .border)
    if main.visible.isEmpty {
      inner.put(emptyText, x: 2, y: 1, .dim)
      return
    }
    main.table.draw(in: inner, count: main.visible.count) { index in
      context.ledger[main.visible[index]].map { row(SessionRow($0, context)) } ?? TableRow([])
    }
  }

  private var note: StyledLine {
    var note = StyledLine()
    if !main.marks.isEmpty { note.append("\(main.marks.count) marked  ", .accent) }
    if !main.visible.isEmpty {
      note.append("\(main.table.selectedIndex + 1) of \(main.visible.count)", .dim)
    }
    return note
  }

  private var emptyText: SafeText {
    if !main.filter.isEmpty { return "no session matches the filter; Esc clears it" }
    if context.ledger.snapshots.isEmpty { return "reading the backends…" }
    return "no sessions are stored here yet; authtop sign-in makes one"
  }

  private func row(_ row: SessionRow) -> TableRow {
    let user = SafeText(foreign: row.session.id.username)
    let matches = SessionFilter.ranges(of: main.filter.highlights, in: user.plain)
    var cells = [
      StyledLine(row.state.sign, row.state.style),
      StyledLine(user, .plain, matches: matches), row.backendText,
    ]
    var spansFrom: Int?
    if let reason = row.brokenReason {
      spansFrom = cells.count
      cells.append(StyledLine("broken: \(reason)", .broken))
    } else {
      cells += [access(row), idToken(row), row.refreshText]
    }
    // The older of two copies stands back.
    if row.twin == .older {
      cells = cells.map { $0.restyled { Style(.dim, on: $0.ground, $0.extras) } }
    }
    return TableRow(
      cells,
      spansFrom: spansFrom,
      isMarked: main.marks.contains(row.session.id)
    )
  }

  private func access(_ row: SessionRow) -> StyledLine {
    guard let token = row.session.access, let countdown = row.countdown(token) else {
      return StyledLine("–", .dim)
    }
    let text = StyledLine(countdown.text, row.state.style)
    let hasBar = main.table.columns.contains { $0.width == .fixed(19) }
    guard hasBar, !countdown.isOver else { return text }
    return row.share(token).line(columns: Self.barColumns, row.state.style)
      + StyledLine(" ", .plain) + text
  }

  private func idToken(_ row: SessionRow) -> StyledLine {
    guard let countdown = row.countdown(row.session.idToken) else { return StyledLine("–", .dim) }
    return StyledLine(countdown.text, countdown.isOver ? .expired : .plain)
  }
}
