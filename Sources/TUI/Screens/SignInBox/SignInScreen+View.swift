import AuthCore

extension SignInScreen {
  func draw(in screen: Region, _ context: Context) {
    let messages = message.text.folded(columns: 60)
    let area = screen.centred(columns: 66, rows: entries.count + messages.count + 8)
    area.fill()
    let inner = area.box(StyledLine("Sign in", .title), .accent).inset(columns: 1, rows: 0)
    inner.put("pool", y: 0, .key)
    let pools = context.pools
    let name = pools.indices.contains(pool) ? pools[pool] : ""
    inner.put(StyledLine(SafeText(foreign: name)) + choice(pools.count), x: 15, y: 0)
    inner.put("flow", y: 1, .key)
    inner.put(StyledLine(methodText) + StyledLine("  Ctrl-F changes it", .dim), x: 15, y: 1)
    drawEntries(in: inner.part(x: 0, y: 3, columns: inner.columns, rows: entries.count))
    for (offset, line) in messages.enumerated() {
      inner.put(line, y: 4 + entries.count + offset, message.spans.first?.style ?? .plain)
    }
    inner.put("Enter goes on, Tab next, Esc leaves", y: inner.rows - 1, .dim, align: .right)
  }

  private func choice(_ count: Int) -> StyledLine {
    count > 1 ? StyledLine("  Ctrl-P: the next of \(count)", .dim) : StyledLine()
  }

  private var methodText: SafeText {
    switch method {
    case .srp: "SRP, the password is not sent"
    case .password: "the password is sent"
    }
  }

  private func drawEntries(in region: Region) {
    for (y, entry) in entries.enumerated() {
      region.put(SafeText(foreign: entry.name), y: y, .key, width: 14)
      let line = region.part(x: 15, y: y, columns: region.columns - 15, rows: 1)
      entry.field.draw(in: line, isFocused: y == focus && phase != .waiting)
    }
  }

  private var message: StyledLine {
    switch phase {
    case .waiting: return StyledLine("asking the pool…", .accent)
    case .newPassword: return StyledLine("the pool demands a new password", .expiring)
    case .credentials:
      return failure.map { StyledLine(SafeText(foreign: "\($0)"), .danger) }
        ?? StyledLine("the session is stored in the active backend", .dim)
    }
  }
}
