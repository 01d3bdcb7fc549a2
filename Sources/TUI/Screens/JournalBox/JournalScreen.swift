package import AuthCore

/// What happened in all backends or in one, the newest first, searchable by any word of a line.
package struct JournalScreen: Equatable, Sendable {
  package let backend: BackendID?
  package private(set) var search = TextField()
  private var pager = Pager()
  private var entries: [JournalEntry]?
  private var columns = 0
  private var lines: [StyledLine] = []

  package init(backend: BackendID?, _ context: Context) {
    self.backend = backend
    fit(context)
  }

  /// What it shows.
  package var filter: JournalFilter { JournalFilter(backend: backend) }

  /// What a key does in the box: letters search, arrows scroll.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    switch key {
    case .escape, .enter: return .close
    case .character("q") where search.isEmpty, .character("J") where search.isEmpty: return .close
    case .up, .down, .pageUp, .pageDown, .home, .end, .mouse: _ = pager.handle(key)
    default:
      if search.handle(key) == .changed {
        pager = Pager()
        relist(context)
      }
    }
    fit(context)
    return .none
  }

  /// Takes the entries that were read.
  mutating func take(_ entries: [JournalEntry], _ context: Context) {
    self.entries = entries
    relist(context)
    fit(context)
  }

  mutating func fit(_ context: Context) {
    if columns != context.columns {
      columns = context.columns
      relist(context)
    }
    pager.fit(count: lines.count, rows: max(1, context.rows - 5))
  }

  private mutating func relist(_ context: Context) {
    let words = search.text.lowercased().split(separator: " ")
    lines = (entries ?? []).filter { entry in
      let text =
        "\(entry.kind.rawValue) \(entry) \(entry.session?.description ?? "") "
        + "\(entry.backend) \(context.dateText(entry.date))"
      let lowered = text.lowercased()
      return words.allSatisfy { lowered.contains($0) }
    }.map { Self.line($0, context) }
  }

  private static func line(_ entry: JournalEntry, _ context: Context) -> StyledLine {
    var line = StyledLine(SafeText(foreign: context.shortDateText(entry.date)), .dim)
    let (place, user) = (
      SafeText(foreign: entry.backend.rawValue), SafeText(foreign: entry.session?.username ?? "")
    )
    // Where there is little room, what happened matters more than columns.
    let isNarrow = context.columns < 60
    if !isNarrow || user.isEmpty { line.append("  \(isNarrow ? place : padded(place, 8))", .key) }
    if !isNarrow || !user.isEmpty { line.append("  \(isNarrow ? user : padded(user, 10))", .plain) }
    line.append("  \(SafeText(foreign: "\(entry)"))", entry.style)
    if let date = entry.issuerDate {
      line.append("  issuer \(SafeText(foreign: context.clockText(date)))", .dim)
    }
    return line
  }

  private static func padded(_ text: SafeText, _ columns: Int) -> SafeText {
    text + SafeText(repeating: " ", count: max(0, columns - text.columns))
  }

  func draw(in screen: Region) {
    let area = screen.centred(columns: 110, rows: screen.rows - 2)
    area.fill()
    let title: SafeText =
      backend.map { "Journal of \(SafeText(foreign: $0.rawValue))" } ?? "Journal"
    let inner = area.box(
      StyledLine(title, .title),
      note: StyledLine("letters search, Esc closes", .dim),
      .accent
    )
    let (top, rest) = inner.split(top: 1)
    top.put("search", x: 1, .dim)
    search.draw(in: top.split(left: 10).rest)
    if entries == nil { rest.put("reading…", x: 1, y: 0, .dim) }
    if entries != nil, lines.isEmpty { rest.put("nothing like that happened", x: 1, y: 0, .dim) }
    pager.draw(lines, in: rest.inset(columns: 1, rows: 0))
  }
}

extension JournalEntry {
  /// How a line about it is drawn: what ended or was refused stands out.
  var style: Style {
    switch kind {
    case .refused: .danger
    case .expired, .removed, .signedOut: .expired
    case .signedIn, .refreshed, .restored: .live
    case .seen, .changed, .moved, .pointer, .activated: .plain
    }
  }
}

extension DetailLine {
  /// A line of a session's journal: the client's clock before it, the issuer's after.
  static func entry(_ entry: JournalEntry, of selection: SessionID, _ context: Context)
    -> DetailLine
  {
    let day: Int64 = 86_400_000
    let isOld = context.now.milliseconds(since: entry.date) >= day
    let clock = SafeText(foreign: context.clockText(entry.date))
    let place: SafeText =
      entry.backend == selection.backend ? "" : "\(SafeText(foreign: entry.backend.rawValue)): "
    let date = SafeText(foreign: String(context.dateText(entry.date).prefix(10)))
    return DetailLine(
      name: entry.id,
      label: isOld ? date : clock,
      value: (isOld ? "\(clock) " : "") + place + SafeText(foreign: "\(entry)"),
      style: entry.style,
      note: entry.issuerDate.map { "issuer \(SafeText(foreign: context.clockText($0)))" } ?? ""
    )
  }
}
