import AuthCore

extension SignInScreen {
  /// One row of the box.
  private enum Row {
    case line(StyledLine)
    case entry(Int)
    case option(Int)
    case gap

    /// Whether it can be left out where there is little room.
    var isSpare: Bool {
      if case .line(let line) = self { line.spans.first?.style == .dim } else { false }
    }
  }

  func draw(in screen: Region, _ context: Context) {
    let columns = min(62, max(8, screen.columns - 4))
    let rows = rows(context, columns: columns, besidePattern: pattern != nil)
    let wanted = (columns: 66, rows: rows.count + 2)
    guard let pattern, let place = Self.place(of: pattern, in: screen, beside: wanted) else {
      let rows = self.rows(context, columns: columns, besidePattern: false)
      draw(rows, in: frame(screen.centred(columns: 66, rows: rows.count + 2), context))
      return
    }
    let area = screen.centred(columns: place.columns, rows: place.rows)
    let inner = frame(area, context)
    let room = pattern.room(charset: screen.charset)
    if place.isBeside {
      let (left, rest) = inner.split(left: room.columns)
      pattern.draw(in: left)
      draw(rows, in: rest.part(x: 2, y: 0, columns: rest.columns - 2, rows: rest.rows))
    } else {
      let (top, rest) = inner.split(top: room.rows)
      pattern.draw(in: top)
      draw(rows, in: rest)
    }
  }

  /// The room for a pattern beside the words or above them, nil where there is neither.
  private static func place(
    of pattern: QRCode,
    in screen: Region,
    beside text: (columns: Int, rows: Int)
  ) -> (columns: Int, rows: Int, isBeside: Bool)? {
    let room = pattern.room(charset: screen.charset)
    let rows = max(room.rows + 2, text.rows)
    // Half the words' columns still hold the secret.
    let columns = min(screen.columns, room.columns + text.columns)
    if rows <= screen.rows, columns >= room.columns + 46 { return (columns, rows, true) }
    if room.rows + text.rows <= screen.rows, room.columns + 4 <= screen.columns {
      let columns = min(screen.columns, max(text.columns, room.columns + 4))
      return (columns, room.rows + text.rows, false)
    }
    return nil
  }

  private func frame(_ area: Region, _ context: Context) -> Region {
    area.fill()
    return area.box(
      StyledLine("Sign in", .title),
      note: note(context, columns: area.columns),
      .accent
    )
    .inset(columns: 1, rows: 0)
  }

  /// How long the pool still waits.
  private func note(_ context: Context, columns: Int) -> StyledLine {
    guard let countdown = countdown(at: context.clock) else { return StyledLine() }
    let isNarrow = columns < 48
    if countdown.isOver {
      return StyledLine(
        isNarrow ? "probably timed out" : "this step has probably timed out",
        .danger
      )
    }
    let style: Style = countdown.left < 60_000 ? .expiring : .dim
    return StyledLine(
      isNarrow ? "\(countdown.text) left" : "the pool waits for \(countdown.text) more",
      style
    )
  }

  private func rows(_ context: Context, columns: Int, besidePattern: Bool) -> [Row] {
    var rows = intro(context, columns: columns).flatMap { $0.folded(columns: columns) }
      .map(Row.line)
    if !besidePattern, case .asked(.softwareTokenSetup(let setup)) = page {
      rows.append(.line(StyledLine("a QR code needs a larger window", .dim)))
      rows += SafeText(foreign: setup.uri).folded(columns: columns)
        .map { .line(StyledLine($0, .dim)) }
    }
    rows.append(.gap)
    rows += entries.indices.map(Row.entry) + options.indices.map(Row.option)
    let messages = messages(context, columns: columns)
    if !messages.isEmpty { rows += [.gap] + messages.map(Row.line) }
    return rows
  }

  /// Draws what fits: gaps go first, then what is dim, then what stands above the entries.
  private func draw(_ rows: [Row], in region: Region) {
    var rows = rows
    let room = max(0, region.rows)
    if rows.count > room { rows.removeAll { if case .gap = $0 { true } else { false } } }
    while rows.count > room, let spare = rows.lastIndex(where: \.isSpare) { rows.remove(at: spare) }
    while rows.count > room, case .line? = rows.first { rows.removeFirst() }
    for (y, row) in rows.prefix(room).enumerated() {
      switch row {
      case .line(let line): region.put(line, y: y)
      case .gap: break
      case .entry(let index): draw(entry: index, in: region.row(y))
      case .option(let index): draw(option: index, in: region.row(y))
      }
    }
  }

  private func draw(entry index: Int, in row: Region) {
    let entry = entries[index]
    row.put(SafeText(foreign: entry.name), .key, width: Self.labelColumns - 1)
    let line = row.split(left: min(Self.labelColumns, row.columns / 2)).rest
    entry.field.draw(in: line, isFocused: index == focus && !isWaiting)
    row.click(.row(index), x: 0, columns: row.columns)
  }

  private func draw(option index: Int, in row: Region) {
    let isChosen = index == focus
    let style: Style = isChosen ? .selected : .plain
    if isChosen { row.fill(.selected) }
    let mark: SafeText = isChosen ? "▸" : " "
    row.put("\(mark) \(index + 1)  \(options[index])", style)
    row.click(.row(index), x: 0, columns: row.columns)
  }
}
