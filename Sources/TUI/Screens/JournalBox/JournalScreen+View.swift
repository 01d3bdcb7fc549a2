import AuthCore

extension JournalScreen {
  func draw(in screen: Region, _ context: Context) {
    screen.fill()
    let inner = screen.box(title, note: place, .accent)
    guard !inner.isEmpty else { return }
    drawConditions(inner.row(0), context)
    let body = inner.split(top: 1).rest
    guard !found.isEmpty else {
      body.put(entries == nil ? "reading…" : "nothing like that happened", x: 1, y: 1, .dim)
      return
    }
    let (list, rest) = body.split(top: Self.listRows(screen.rows) + 1)
    drawList(list, context)
    if let selection, rest.rows > 1 {
      rest.rule(y: 0)
      let lines = Self.lines(selection, columns: rest.columns - 2, context)
      let room = rest.split(top: 1).rest.inset(columns: 1, rows: 0)
      for (y, line) in lines.prefix(room.rows).enumerated() { room.put(line, y: y) }
    }
  }

  private var title: StyledLine {
    let whose: SafeText =
      if let session = filter.session {
        "\(SafeText(foreign: session.username)) in all backends"
      } else { filter.backend.map { SafeText(foreign: $0.rawValue) } ?? "all backends" }
    return StyledLine("Journal · \(whose)", .title)
  }

  private var place: StyledLine {
    found.isEmpty ? StyledLine() : StyledLine("\(selected + 1) of \(found.count)", .dim)
  }

  /// What narrows the list; a click goes on to the next.
  private func drawConditions(_ line: Region, _ context: Context) {
    let count = kind.flatMap { kind in kinds(context).first { $0.kind == kind }?.count }
    let kindText = SafeText(foreign: kind?.rawValue ?? "all") + (count.map { " \($0)" } ?? "")
    var x = 1
    for (label, value, key, isSet) in [
      ("kind", kindText, Key.right, kind != nil),
      ("since", since.text, .character("s"), since != .ever),
    ] as [(SafeText, SafeText, Key, Bool)] {
      let start = x
      x = line.put("\(label) ", x: x, .dim)
      x = line.put(value, x: x, isSet ? .accent : .plain)
      line.click(.keys([key]), x: start, columns: x - start)
      x += 3
    }
    let start = x
    x = line.put("words ", x: x, .dim)
    if let typed {
      typed.draw(in: line.part(x: x, y: 0, columns: line.columns - x - 1, rows: 1))
    } else {
      x = line.put(
        words.isEmpty ? "any" : SafeText(foreign: words),
        x: x,
        words.isEmpty ? .plain : .accent
      )
      line.click(.keys([.character("/")]), x: start, columns: x - start)
    }
  }

  private func drawList(_ region: Region, _ context: Context) {
    let (head, body) = region.split(top: 1)
    let seen = scroll.visible(count: found.count, rows: body.rows)
    let columns = Self.Columns(found[seen].map { context.shortDateText($0.date) }, head.columns)
    columns.drawHead(head)
    for index in seen {
      let line = body.row(index - scroll.first)
      if index == selected { line.put("▸", .accent) }
      columns.draw(found[index], in: line, context)
      if index == selected { line.restyle { $0.on(.selected) } }
      line.click(.row(index), x: 0, columns: line.columns)
    }
    ScrollBar(first: scroll.first, count: found.count).draw(in: body)
  }

  /// Where the columns of the list stand; a narrow one has no column for the issuer's clock.
  private struct Columns {
    let here = 2
    let issuer: Int?
    let backend: Int
    let user: Int
    let text: Int

    init(_ dates: [String], _ columns: Int) {
      let date = dates.map(\.count).max() ?? 0
      var x = here + date + 2
      issuer = columns < 76 ? nil : x
      if issuer != nil { x += 11 }
      backend = x
      user = columns < 60 ? x : x + 10
      text = user + (columns < 60 ? 9 : 12)
    }

    func drawHead(_ line: Region) {
      line.put("HERE", x: here, .dim)
      if let issuer { line.put("ISSUER", x: issuer, .dim) }
      if user > backend { line.put("BACKEND", x: backend, .dim) }
      line.put("USER", x: user, .dim)
      line.put("WHAT", x: text, .dim)
    }

    func draw(_ entry: JournalEntry, in line: Region, _ context: Context) {
      line.put(SafeText(foreign: context.shortDateText(entry.date)), x: here, .dim)
      if let issuer {
        let clock = entry.issuerDate.map { SafeText(foreign: context.clockText($0)) }
        line.put(clock ?? "–", x: issuer, .dim)
      }
      let place = SafeText(foreign: entry.backend.rawValue)
      if user > backend { line.put(place, x: backend, .key, width: 9) }
      let name = entry.session.map { SafeText(foreign: $0.username) }
      let other = user > backend ? SafeText() : place
      line.put(name ?? other, x: user, name == nil ? .key : .plain, width: text - user - 1)
      line.put(entry.words, x: text, entry.style, width: line.columns - text - 2)
    }
  }

  /// One entry whole: what happened, by both clocks, who did it, and the claims that changed.
  private static func lines(
    _ entry: JournalEntry,
    columns: Int,
    _ context: Context
  ) -> [StyledLine] {
    let subject = entry.session.map { "\($0)" } ?? entry.backend.rawValue
    func field(_ label: SafeText, _ value: SafeText) -> [StyledLine] {
      StyledLine.field(label, value, labelColumns: 7, columns: columns)
    }
    var lines = [
      StyledLine(SafeText(foreign: entry.kind.rawValue), entry.style)
        + StyledLine("  \(SafeText(foreign: subject))", .dim)
    ]
    lines += entry.words.folded(columns: columns).map { StyledLine($0) }
    let here = SafeText(foreign: context.dateText(entry.date))
    let issuer = entry.issuerDate.map { date -> SafeText in
      "\(SafeText(foreign: context.clockText(date))) by the issuer's clock"
    }
    lines += field("when", "\(here) here, \(issuer ?? "the issuer's clock is not known")")
    let author: SafeText =
      switch entry.source {
      case .authtop: "authtop"
      case .other: "another program, seen as a change in storage"
      case .time: "nobody: time passed"
      }
    lines += field("by", author)
    return lines + entry.claims.flatMap { field("claim", $0.words(context)) }
  }
}

extension ClaimChange {
  /// What changed, with the values where they were kept and dates as times.
  func words(_ context: Context) -> SafeText {
    func value(_ text: String) -> SafeText {
      guard ClaimName.isDate(name), let seconds = Int64(text) else {
        return SafeText(foreign: text)
      }
      let date = NumericDate(seconds: seconds)
      return SafeText(foreign: text + " " + context.shortDateText(date))
    }
    let sign: SafeText =
      switch kind {
      case .added: "+"
      case .gone: "-"
      case .changed: "~"
      }
    let values = [before, after].compactMap { $0.map(value) }.joined(separator: " → ")
    let title = "\(sign) \(SafeText(foreign: token)) \(SafeText(foreign: name))" as SafeText
    return values.isEmpty ? "\(title)  its values were not written down" : "\(title)  \(values)"
  }
}
