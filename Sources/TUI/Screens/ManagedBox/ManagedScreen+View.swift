import AuthCore

extension ManagedScreen {
  func draw(in screen: Region, _ context: Context) {
    let width = min(screen.columns, max(36, min(78, screen.columns - 4)))
    let lines = lines(columns: max(8, width - 4), rows: max(3, screen.rows - 2), context)
    let area = screen.centred(columns: width, rows: min(screen.rows, lines.count + 2))
    area.fill()
    let inner = area.box(StyledLine("Sign in in the browser", .title), .accent)
      .inset(columns: 1, rows: 0)
    for (y, line) in lines.enumerated() where y < inner.rows { inner.put(line, y: y) }
  }

  func hints(_ context: Context) -> KeyHints {
    switch phase {
    case .choosing:
      KeyHints(
        [.init(.enter, "goes on")]
          + (context.pools.count > 1 ? [.init(.tab, "next pool")] : [])
          + [.init(.escape, "leaves")]
      )
    case .starting: KeyHints([.init(.escape, "gives up")])
    case .waiting:
      KeyHints([
        .init(.character("o"), isOpened ? "opens it again" : "opens it"),
        .init(.escape, "gives up"),
      ])
    case .failed: KeyHints([.init(.enter, "tries again"), .init(.escape, "leaves")])
    }
  }

  private func lines(columns: Int, rows: Int, _ context: Context) -> [StyledLine] {
    let pools = context.pools
    let name = SafeText(foreign: pools.indices.contains(pool) ? pools[pool] : "")
    var lines = [StyledLine("pool  ", .key) + StyledLine(name)]
    switch phase {
    case .choosing:
      lines += folded(
        "the browser shows the pool's own page; authtop never sees the password",
        columns,
        .dim
      )
    case .starting: lines.append(StyledLine("asking where the page is…", .accent))
    case .failed(let error):
      lines.append(StyledLine())
      lines += folded(SafeText(foreign: "\(error)"), columns, .danger)
    case .waiting(let url, _):
      lines += waiting(url, columns: columns, rows: rows, context)
    }
    return lines
  }

  /// The state, and as much of the address as there is room for.
  private func waiting(
    _ url: String,
    columns: Int,
    rows: Int,
    _ context: Context
  ) -> [StyledLine] {
    let left: SafeText = countdown(at: context.clock)?.text ?? ""
    let state: SafeText =
      isOpened ? "waiting for your browser" : "open this address in a browser"
    var lines = [StyledLine(state, .accent) + StyledLine("  \(left) left", .dim)]
    if strayAnswers > 0 {
      let text: SafeText = "an answer with a wrong state was refused (\(strayAnswers))"
      lines += folded(text, columns, .expiring)
    }
    lines.append(StyledLine())
    var address = SafeText(foreign: url).folded(columns: columns)
    let room = max(1, rows - lines.count)
    if address.count > room { address = Array(address.prefix(max(0, room - 1))) + ["…"] }
    return lines + address.map { StyledLine($0) }
  }

  private func folded(_ text: SafeText, _ columns: Int, _ style: Style) -> [StyledLine] {
    text.folded(columns: columns).map { StyledLine($0, style) }
  }
}
