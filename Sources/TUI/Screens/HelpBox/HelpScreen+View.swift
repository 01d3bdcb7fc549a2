extension HelpScreen {
  func draw(in screen: Region) {
    let area = screen.centred(columns: 72, rows: screen.rows - 2)
    area.fill()
    var title = StyledLine("Help", .title)
    if !search.isEmpty { title.append("  \(SafeText(foreign: search))", .input) }
    let inner = area.box(title, note: StyledLine("letters search, Esc closes", .dim), .accent)
    for (y, binding) in bindings.dropFirst(top).prefix(max(0, inner.rows)).enumerated() {
      inner.put(SafeText(stringLiteral: binding.label), x: 1, y: y, .key, width: 9)
      inner.put(SafeText(stringLiteral: binding.title), x: 11, y: y)
    }
    if bindings.isEmpty { inner.put("no key does that", x: 1, y: 0, .dim) }
  }
}
