import AuthCore

extension BulkScreen {
  private static let width = 76

  func draw(in region: Region, _ context: Context) {
    switch phase {
    case .asking: dialog.draw(in: region)
    case .running, .stopping: drawProgress(in: region, context)
    case .done: drawResults(in: region)
    }
  }

  /// Rows of the list of results on a screen so high.
  static func listRows(_ count: Int, of rows: Int) -> Int {
    max(1, min(count, rows - 6 - noteRows(rows)))
  }

  /// Rows for what became of the chosen one.
  private static func noteRows(_ rows: Int) -> Int { rows < 16 ? 3 : 4 }

  mutating func rebuild(_ context: Context) {
    let danger = if case .signOut = work { true } else { false }
    dialog = Dialog(
      title: StyledLine(headline, danger ? .danger : .title),
      sections: [Dialog.Section(introduction), Dialog.Section([" "]), names(context)]
        + obstacles + copies(context),
      buttons: [
        Dialog.Button(.cancel, "Cancel"),
        Dialog.Button(.start, headline, isDanger: danger),
      ]
    )
    fit(context)
  }

  private var headline: SafeText {
    "\(work.title): \(ids.count) \(ids.count == 1 ? "session" : "sessions")"
  }

  private var introduction: [SafeText] {
    switch work {
    case .refresh: ["asks the pool for new access and ID tokens, for each one alone"]
    case .move:
      ["copies each one, reads it back and compares; the original is removed last"]
    case .signOut(.here): ["revokes each one's refresh token and removes its keys here"]
    case .signOut(.everywhere):
      [
        "revokes all refresh tokens of these users, on every device, and removes their keys here",
        "tokens that were handed out stay usable until they expire",
      ]
    }
  }

  private func names(_ context: Context) -> Dialog<Choice>.Section {
    let shown = max(1, min(8, context.rows - 12))
    var lines = ids.prefix(shown).map { id -> SafeText in
      let state = context.ledger[id]?.state(at: context.now)
      let word = SafeText(foreign: state?.word ?? "gone")
      return "\(SafeText(foreign: id.username)), \(SafeText(foreign: id.backend.rawValue)), \(word)"
    }
    if ids.count > shown { lines.append("and \(ids.count - shown) more") }
    return Dialog.Section("these", .key, lines)
  }

  private var obstacles: [Dialog<Choice>.Section] {
    guard !hopeless.isEmpty else { return [] }
    let text: SafeText = "\(hopeless.count) of them have no refresh token and will be refused"
    return [Dialog.Section("but", .expiring, [text])]
  }

  private func copies(_ context: Context) -> [Dialog<Choice>.Section] {
    guard work == .refresh, let text = CopyNotice.text(ids, context.ledger) else { return [] }
    return [Dialog.Section("copies", .expiring, [text])]
  }

  private func drawProgress(in region: Region, _ context: Context) {
    let area = region.centred(columns: Self.width, rows: 6)
    area.fill()
    let inner = area.box(StyledLine(headline, .title), .accent).inset(columns: 1, rows: 0)
    let elapsed = Int(clamping: context.clock.milliseconds(since: started))
    let bar = ProgressBar(done: done, total: ids.count, elapsed: elapsed)
    let title = StyledLine("\(work.doing)  ")
    inner.put(title + bar.line(columns: inner.columns - title.columns), y: 1)
    if phase == .stopping {
      inner.put("no more are started; those under way are waited for", y: 3, .expiring)
    } else {
      inner.put("at most \(context.settings.atOnce) at the same time", y: 3, .dim)
    }
  }

  private func drawResults(in region: Region) {
    let rows = Self.listRows(results.count, of: region.rows)
    let area = region.centred(columns: Self.width, rows: rows + 4 + Self.noteRows(region.rows))
    area.fill()
    let inner = area.box(StyledLine(headline, .title), .accent).inset(columns: 1, rows: 0)
    inner.put(summary, y: 0)
    for index in table.scroll.visible(count: results.count, rows: rows) {
      draw(results[index], in: inner.row(index - table.scroll.first + 2), index)
    }
    let chosen = results.first { $0.id == table.selection }
    guard let text = chosen?.outcome.line.text else { return }
    let room = Self.noteRows(region.rows) - 1
    for (y, line) in text.folded(columns: inner.columns).prefix(room).enumerated() {
      inner.put(line, y: inner.rows - room + y, .dim)
    }
  }

  var hints: KeyHints {
    switch phase {
    case .asking: dialog.hints
    case .running: KeyHints([.init(.escape, "cancels what has not started")])
    case .stopping: KeyHints([.init(.escape, "leaves")], lead: "those under way are waited for")
    case .done:
      KeyHints([
        .init(.enter, "shows the session"), .init(.down, "next"), .init(.escape, "closes"),
      ])
    }
  }

  private var summary: StyledLine {
    let counts = counts
    var line = StyledLine("\(counts.done) done", counts.done > 0 ? .live : .dim)
    line.append("   \(counts.refused) refused", counts.refused > 0 ? .revoked : .dim)
    line.append("   \(counts.failed) failed", counts.failed > 0 ? .danger : .dim)
    if counts.notStarted > 0 { line.append("   \(counts.notStarted) not started", .expiring) }
    return line
  }

  private func draw(_ result: BulkResult, in line: Region, _ index: Int) {
    let isChosen = result.id == table.selection
    if isChosen { line.put("▸", .accent) }
    let word = result.outcome.word
    line.put(word.text, x: 2, word.spans.first?.style ?? .plain, width: 13)
    let name = SafeText(foreign: result.id.username)
    let backend = SafeText(foreign: result.id.backend.rawValue)
    let end = line.put(name, x: 16, width: 18)
    // The chosen one's words stand below the list, where a narrow box has room for them.
    if line.columns >= 60 {
      let next = line.put(backend, x: max(end + 1, 35), .dim, width: 10)
      line.put(result.outcome.line, x: max(next + 1, 46))
    }
    if isChosen { line.restyle { $0.on(.selected) } }
    line.click(.row(index), x: 0, columns: line.columns)
  }
}

extension BulkResult.Outcome {
  fileprivate var word: StyledLine {
    switch self {
    case .done: StyledLine("✓ done", .live)
    case .refused: StyledLine("✗ refused", .revoked)
    case .failed: StyledLine("✗ failed", .danger)
    case .notStarted: StyledLine("- not started", .expiring)
    }
  }

  fileprivate var line: StyledLine {
    switch self {
    case .done(let text), .refused(let text), .failed(let text):
      StyledLine(SafeText(foreign: text), .dim)
    case .notStarted: StyledLine("cancelled before its turn", .dim)
    }
  }
}
