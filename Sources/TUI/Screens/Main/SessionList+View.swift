import AuthCore

/// Draws the list of sessions.
struct SessionListView {
  let main: MainScreen
  let context: Context

  /// The columns of a list so wide; a narrow one leaves out the last of them.
  static func columns(width: Int, _ wanted: [ListColumn]) -> [ListColumn] {
    var shown = wanted
    while shown.count > 1, leastWidth(shown) > width { shown.removeLast() }
    return shown
  }

  /// The pointer, the sign, and a gap before each column.
  private static func leastWidth(_ columns: [ListColumn]) -> Int {
    columns.reduce(3) { $0 + $1.leastColumns + 1 }
  }

  /// The width that holds all columns with bars and names of 32 columns; more would only be a gap.
  static func wishedWidth(_ columns: [ListColumn]) -> Int {
    let names = columns.contains(.user) ? 24 : 0
    return leastWidth(columns) + (columns.contains(.access) ? 8 : 0) + names + 2
  }

  static func tableColumns(
    width: Int,
    _ wanted: [ListColumn],
    _ sort: MainScreen.SortColumn,
    isInverted: Bool,
    _ sessions: [Session]
  ) -> [TableColumn] {
    let shown = columns(width: width, wanted)
    let (plain, barred) = (table(hasBars: false), table(hasBars: true))
    guard shown.contains(.access), leastWidth(shown) + 8 <= width,
      !areNamesCut(sessions, by: nameWidth(barred), not: nameWidth(plain))
    else { return plain }
    return barred

    func table(hasBars: Bool) -> [TableColumn] {
      [TableColumn("", .fixed(1))]
        + shown.map { TableColumn(title($0), $0.width(hasBars: hasBars)) }
    }

    func nameWidth(_ table: [TableColumn]) -> Int {
      guard let place = shown.firstIndex(of: .user) else { return .max }
      return Table<SessionID>.layout(table, in: width)[place + 1].width
    }

    func title(_ column: ListColumn) -> SafeText {
      guard sort == column.sort, column != .user || isInverted else { return column.title }
      return column.title + (isInverted ? " ▾" : " ▴")
    }
  }

  /// Whether most names are cut by one width, and half of those are whole in the other: then they are
  /// worth more than bars.
  ///
  /// A hundred of them speak for all, by their bytes: a width costs more, and few names differ.
  private static func areNamesCut(_ sessions: [Session], by narrow: Int, not wide: Int) -> Bool {
    let step = max(1, sessions.count / 100)
    let lengths = stride(from: 0, to: sessions.count, by: step)
      .map { sessions[$0].id.username.utf8.count }
    let cut = lengths.filter { $0 > narrow }
    return cut.count * 2 > lengths.count && cut.count { $0 <= wide } * 2 >= cut.count
  }

  func draw(in region: Region) {
    let isFocused = main.pane == .list
    region.click(.pane(.list), x: 0, columns: region.columns, rows: region.rows)
    let title = StyledLine("Sessions", isFocused ? .title : .dim)
    let inner = region.box(title, note: note, isFocused ? .accent : .border)
    if main.visible.isEmpty {
      for (row, text) in emptyTexts.enumerated() { inner.put(text, x: 2, y: 1 + row, .dim) }
      return
    }
    main.table.draw(in: inner, count: main.visible.count, emphasis: emphasis) { index in
      context.ledger[main.visible[index]].map { row(SessionRow($0, context)) } ?? TableRow([])
    }
  }

  /// The chosen row is lit up to the columns that tick: a move then costs few bytes.
  private var emphasis: Int {
    let names: Set<ListColumn> = [.user, .backend, .client, .pool, .groups]
    let shown = Self.columns(width: width, context.settings.columns)
    return 1 + max(1, shown.prefix { names.contains($0) }.count)
  }

  private var note: StyledLine {
    var note = StyledLine()
    if !main.marks.isEmpty {
      let hidden: SafeText = main.hasTargets(context) ? "" : ", not listed"
      note.append("\(main.marks.count) marked\(hidden)  ", .accent)
    }
    if !main.visible.isEmpty {
      note.append("\(main.table.selectedIndex + 1) of \(main.visible.count)", .dim)
    }
    return note
  }

  /// Why there is nothing, and the next step.
  private var emptyTexts: [SafeText] {
    if !main.filter.isEmpty { return ["no session matches the filter; Esc clears it"] }
    if context.ledger.snapshots.isEmpty { return ["reading the backends…"] }
    let nothing: SafeText = "no sessions are stored here yet"
    guard context.pools.isEmpty else {
      return [nothing, "\(context.settings.keys.label(of: .signIn)) signs a user in"]
    }
    return [
      nothing, "no user pool is configured; one comes from",
      "  amplify_outputs.json, here or above",
      "  [pools.NAME] in config.toml", "  AUTHTOP_POOL_ID and AUTHTOP_CLIENT_ID",
      "authtop demo brings a pool of its own",
    ]
  }

  private func row(_ row: SessionRow) -> TableRow {
    var cells = [StyledLine(row.state.sign, row.state.style)]
    var spansFrom: Int?
    for column in Self.columns(width: width, context.settings.columns) {
      if let reason = row.brokenReason, column == .access || column == .id {
        spansFrom = cells.count
        cells.append(state("broken: \(reason)", .broken, row))
        break
      }
      cells.append(cell(column, row))
    }
    // The older of two copies stands back.
    if row.twin == .older {
      cells = cells.map {
        $0.restyled { $0.role == .match ? $0 : Style(.dim, on: $0.ground, $0.extras) }
      }
    }
    return TableRow(
      cells,
      spansFrom: spansFrom,
      isMarked: main.marks.contains(row.session.id)
    )
  }

  private var width: Int { MainLayout(context, main).list.columns - 2 }

  private func cell(_ column: ListColumn, _ row: SessionRow) -> StyledLine {
    switch column {
    case .user: name(row.session.id.username, .user)
    case .backend: name(row.session.id.backend.rawValue, .backend) + row.backendMarks
    case .client: name(row.session.id.clientID, .client, .dim)
    case .pool: name(row.session.poolID ?? "–", .pool, .dim)
    case .groups: groups(row.session.groups)
    case .access: access(row)
    case .id: idToken(row)
    case .refresh: row.refreshText { state($0, $1, row) }
    }
  }

  /// A name with what the filter found in it.
  private func name(_ text: String, _ column: ListColumn, _ style: Style = .plain) -> StyledLine {
    let text = SafeText(foreign: text)
    return StyledLine(text, style, matches: main.filter.matches(in: text.plain, of: column))
  }

  /// The groups one by one: no word is found across two of them.
  private func groups(_ groups: [String]) -> StyledLine {
    groups.enumerated().reduce(StyledLine()) { line, group in
      line + StyledLine(group.offset == 0 ? "" : ", ") + name(group.element, .groups)
    }
  }

  private func access(_ row: SessionRow) -> StyledLine {
    guard let token = row.session.access, let countdown = row.countdown(token) else {
      return StyledLine("–", .dim)
    }
    let text = state(countdown.text, row.state.style, row)
    let hasBar = main.table.columns.contains { $0.width == ListColumn.access.width(hasBars: true) }
    guard hasBar, !countdown.isOver else { return text }
    return row.share(token).line(columns: ListColumn.barColumns, row.state.style)
      + StyledLine(" ", .plain) + text
  }

  private func idToken(_ row: SessionRow) -> StyledLine {
    guard let countdown = row.countdown(row.session.idToken) else { return StyledLine("–", .dim) }
    return state(countdown.text, countdown.isOver ? .expired : .plain, row)
  }

  /// A text that may begin with the word of the session's state, which the filter may have found.
  private func state(_ text: SafeText, _ style: Style, _ row: SessionRow) -> StyledLine {
    StyledLine(text, style, matches: main.filter.matches(in: text.plain, of: row.state))
  }
}
