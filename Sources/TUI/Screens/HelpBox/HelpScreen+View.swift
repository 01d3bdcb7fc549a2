extension HelpScreen {
  func draw(in screen: Region) {
    let area = screen.centred(columns: 72, rows: screen.rows - 2)
    area.fill()
    let inner = area.box(StyledLine("Help", .title), .accent)
    let (top, rest) = inner.split(top: 1)
    let field = top.split(left: 10).rest
    top.put("search", x: 1, .dim)
    search.draw(in: field)
    if bindings.isEmpty { rest.put("no key does that", x: 1, y: 0, .dim) }
    pager.draw(bindings.map(Self.line), in: rest.inset(columns: 1, rows: 0))
  }

  var hints: KeyHints {
    let scrolls = pager.isLong ? [KeyHints.Hint(.pageDown, "more")] : []
    return KeyHints(scrolls + [.init(.escape, "closes")], lead: "letters search")
  }

  private static func line(_ binding: KeyBinding) -> StyledLine {
    let label = binding.label
    let gap = SafeText(repeating: " ", count: max(1, 13 - label.columns))
    return StyledLine(label, .key) + StyledLine(gap + SafeText(stringLiteral: binding.title))
  }
}
