import AuthCore

/// Draws the two lines at the top: where we are, how it stands, and what is in each backend.
struct HeaderView {
  let main: MainScreen
  let resting: MainScreen
  let context: Context

  func draw(header: Region, backends: Region) {
    if let whatIf = context.whatIf {
      drawWhatIf(whatIf, in: header)
    } else {
      drawNow(in: header)
    }
    drawBackends(backends)
  }

  /// What is shown is not now: another ground, and words that say so.
  private func drawWhatIf(_ whatIf: WhatIf, in header: Region) {
    let style = Style(.title, on: .alert)
    header.fill(style)
    let moment = SafeText(foreign: context.dateText(context.now))
    let line: SafeText =
      switch whatIf {
      case .ahead(let shift): "NOT NOW  as of \(moment), \(Self.shift(shift)) from now"
      case .moment: "NOT NOW  as of \(moment), standing still"
      case .clock(let shift): "NOT NOW  a client clock \(Self.shift(shift)) fast: \(moment)"
      }
    let x = header.put("authtop", x: 1, style) + 3
    let end = header.put(line, x: x, style.bold)
    let rest = StyledLine("actions are off, Esc returns ", style)
    if end + 2 + rest.columns <= header.columns { header.put(rest, align: .right) }
  }

  private static func shift(_ milliseconds: Int64) -> SafeText {
    let length = Countdown(length: milliseconds).text
    return milliseconds < 0 ? "-\(length)" : "+\(length)"
  }

  private func drawNow(in header: Region) {
    header.fill(.header)
    var x = header.put("authtop", x: 1, Style(.title, on: .bar)) + 3
    if let active = context.ledger.activeBackend {
      x = header.put("backend ", x: x, .header)
      x = header.put("\(SafeText(foreign: active.rawValue)) ", x: x, .header.bold)
      x = header.put("●", x: x, Style(.live, on: .bar)) + 2
    }
    let right = right(within: header.columns - x - 1)
    let room = header.columns - right.columns - x - 2
    if room > 12 {
      header.put("pool \(SafeText(foreign: context.poolTitle))", x: x, .header, width: room)
    }
    header.put(right, x: max(x, header.columns - right.columns - 1))
  }

  /// The totals and the clock, or as much of them as there is room for.
  private func right(within columns: Int) -> StyledLine {
    let wishes = [totals + clock + drift, totals + clock, totals]
    return wishes.first { $0.columns <= columns } ?? totals
  }

  private var totals: StyledLine {
    let (expiring, dead) = (context.tally.expiring, context.tally.dead)
    let count = context.ledger.sessions.count
    var line = StyledLine("\(count) \(count == 1 ? "session" : "sessions")", .header)
    if expiring > 0 { line.append("  \(expiring) expiring", Style(.expiring, on: .bar)) }
    if dead > 0 { line.append("  \(dead) dead", Style(.revoked, on: .bar)) }
    let held = context.held.count
    if held > 0 { line.append("  \(held) not stored", Style(.danger, on: .bar)) }
    return line
  }

  private var clock: StyledLine {
    // Seconds show only while a countdown shows them, so that a quiet screen need not be drawn.
    let time = context.clockText(context.now)
    let shown = context.showsSeconds ? time : String(time.prefix(5)) + time.dropFirst(8)
    return StyledLine("   \(SafeText(foreign: shown))", Style.header)
  }

  /// How far the issuer's clock is ahead, as the chosen session measured it.
  private var drift: StyledLine {
    guard let id = resting.selection, let session = context.ledger[id],
      case .milliseconds(let drift) = session.clockDrift
    else { return StyledLine() }
    return StyledLine("  drift \(Self.seconds(drift))", Style.header)
  }

  /// Milliseconds as seconds with one decimal and a sign.
  private static func seconds(_ milliseconds: Int64) -> SafeText {
    let tenths = (abs(Double(milliseconds)) / 100).rounded()
    guard let tenths = Int(exactly: tenths), tenths < 1_000_000 else { return "beyond a day" }
    let sign: SafeText = milliseconds < 0 && tenths > 0 ? "-" : "+"
    return "\(sign)\(tenths / 10).\(tenths % 10)s"
  }

  private func drawBackends(_ region: Region) {
    var x = 1
    for (index, id) in context.ledger.backends.enumerated() {
      let isShown = main.onlyBackend == nil || main.onlyBackend == id
      let name = SafeText(foreign: id.rawValue)
      let start = x
      x = region.put("\(index + 1) ", x: x, .key)
      x = region.put("\(name) ", x: x, isShown ? .plain : .dim)
      if let isLocked = context.encrypted[id] {
        x = region.put("⚿ ", x: x, isLocked ? .expiring : .dim)
      }
      switch context.ledger.snapshots[id]?.content {
      case .sessions(let sessions)?:
        x = region.put("\(sessions.count)", x: x, isShown ? .accent : .dim)
        if let remark = context.ledger.snapshots[id]?.remark {
          x = region.put(" (\(SafeText(foreign: remark)))", x: x, .expiring)
        }
        if context.ledger.staleReason(id) != nil { x = region.put(" (stale)", x: x, .expiring) }
      case .unavailable(let reason)?:
        x = region.put("– \(SafeText(foreign: reason))", x: x, .danger, width: 40)
      case .absent(let reason)?:
        x = region.put("– \(SafeText(foreign: reason))", x: x, .dim, width: 40)
      case nil: x = region.put("…", x: x, .dim)
      }
      let digit = Character(String((index + 1) % 10))
      if index < 9 { region.click(.keys([.character(digit)]), x: start, columns: x - start) }
      x += 3
    }
    // What there is no room for is at least known to be there.
    if x - 3 >= region.columns { region.put("…", x: region.columns - 1, .dim) }
    if let only = main.onlyBackend {
      region.put("only \(SafeText(foreign: only.rawValue)), 0 shows all", x: x, .dim)
    }
    drawFilter(region)
  }

  private func drawFilter(_ region: Region) {
    guard main.filterField != nil || !main.filter.isEmpty else { return }
    let text = SafeText(foreign: main.filter.text)
    let width = min(region.columns, max(24, text.columns + 2) + 9)
    let area = region.part(x: region.columns - width, y: 0, columns: width, rows: 1)
    area.fill()
    area.put("filter:", x: 1, .dim)
    let field = area.split(left: 9).rest
    if let typed = main.filterField {
      typed.draw(in: field)
    } else {
      field.put(text, .accent)
    }
  }
}
