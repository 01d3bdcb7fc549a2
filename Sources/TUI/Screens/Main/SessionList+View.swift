import AuthCore

/// Draws the list: column names, and the rows that there is room for.
struct SessionListView {
  let main: MainScreen
  let context: Context

  /// Where each column begins and how wide it is; a narrow list leaves out the last ones.
  struct Columns {
    let user: Int
    let backend = 11
    let access = 20
    var id = 12
    var refresh = 8
    var bar = 11

    init(width: Int) {
      var rest = width - 4 - backend
      if rest - access - id - refresh < 12 { refresh = 0 }
      if rest - access - id - refresh < 12 { id = 0 }
      if rest - access - id - refresh < 8 { bar = 0 }
      rest -= (bar == 0 ? 12 : access) + id + refresh
      user = max(4, rest)
    }

    var accessWidth: Int { bar == 0 ? 12 : access }
  }

  func draw(in region: Region) {
    let title = StyledLine("Sessions", main.pane == .list ? .title : .dim)
    let inner = region.box(title, note: note, main.pane == .list ? .accent : .border)
    guard !inner.isEmpty else { return }
    let columns = Columns(width: inner.columns)
    drawNames(columns, in: inner)
    let rows = inner.part(x: 0, y: 1, columns: inner.columns, rows: inner.rows - 1)
    if main.visible.isEmpty {
      rows.put(emptyText, x: 2, y: 1, .dim)
      return
    }
    for offset in 0..<max(0, rows.rows) {
      let index = main.listTop + offset
      guard main.visible.indices.contains(index), let session = context.ledger[main.visible[index]]
      else { break }
      draw(
        SessionRow(session, context),
        isChosen: index == main.position,
        columns,
        rows.row(offset)
      )
    }
  }

  private var note: StyledLine {
    var note = StyledLine()
    if !main.marks.isEmpty { note.append("\(main.marks.count) marked  ", .accent) }
    if !main.visible.isEmpty {
      note.append("\(main.position + 1) of \(main.visible.count)", .dim)
    }
    return note
  }

  private var emptyText: SafeText {
    if !main.filter.isEmpty { return "no session matches the filter; Esc clears it" }
    if context.ledger.snapshots.isEmpty { return "reading the backends…" }
    return "no sessions are stored here yet; authtop sign-in makes one"
  }

  private func drawNames(_ columns: Columns, in region: Region) {
    var x = 4
    func name(_ text: SafeText, _ column: MainScreen.SortColumn, width: Int) {
      guard width > 0 else { return }
      let isSorted = main.sort == column && (column != .user || main.isInverted)
      let arrow: SafeText = isSorted ? (main.isInverted ? " ▾" : " ▴") : ""
      region.put(text + arrow, x: x, y: 0, isSorted ? .accent : .dim, width: width)
      x += width
    }
    name("USER", .user, width: columns.user)
    name("BACKEND", .backend, width: columns.backend)
    name("ACCESS", .access, width: columns.accessWidth)
    name("ID", .id, width: columns.id)
    name("REFRESH", .refresh, width: columns.refresh)
  }

  private func draw(_ row: SessionRow, isChosen: Bool, _ columns: Columns, _ region: Region) {
    let style = row.state.style
    let isMarked = main.marks.contains(row.session.id)
    region.put(isChosen ? "▸" : " ", x: 1, .accent)
    region.put(isMarked ? "✚" : row.state.sign, x: 2, isMarked ? .accent : style)
    let user = SafeText(foreign: row.session.id.username)
    let matches = SessionFilter.ranges(of: main.filter.highlights, in: user.plain)
    let isOlder = row.twin == .older
    region.put(
      StyledLine(user, isOlder ? .dim : .plain, matches: matches),
      x: 4,
      width: columns.user - 1
    )
    var x = 4 + columns.user
    region.put(row.backendText, x: x, width: columns.backend - 1)
    x += columns.backend
    drawTokens(row, columns, region, x: x)
    if isOlder { region.restyle { Style(.dim, on: $0.ground, $0.extras) } }
    if isChosen { region.restyle { $0.on(.selected) } }
  }

  private func drawTokens(_ row: SessionRow, _ columns: Columns, _ region: Region, x: Int) {
    var x = x
    if case .broken(let reason) = row.state {
      region.put("broken: \(SafeText(foreign: reason))", x: x, .broken)
      return
    }
    let style = row.state.style
    if let token = row.session.access, let countdown = row.countdown(token) {
      if countdown.isOver || columns.bar == 0 {
        region.put(countdown.text, x: x, style, width: columns.accessWidth - 1)
      } else {
        region.put(row.share(token).line(columns: columns.bar, style), x: x)
        region.put(
          countdown.text,
          x: x + columns.bar + 1,
          style,
          width: columns.accessWidth - columns.bar - 2
        )
      }
    }
    x += columns.accessWidth
    if columns.id > 0, let countdown = row.countdown(row.session.idToken) {
      region.put(
        countdown.text,
        x: x,
        countdown.isOver ? .expired : .plain,
        width: columns.id - 1
      )
    }
    x += columns.id
    if columns.refresh > 0 { region.put(row.refreshText, x: x, width: columns.refresh) }
  }
}
