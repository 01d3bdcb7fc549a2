import AuthCore

extension UnlockScreen {
  func draw(in screen: Region) {
    let messages = message.text.folded(columns: max(8, min(60, screen.columns - 4)))
    let area = screen.centred(columns: 64, rows: messages.count + 4)
    area.fill()
    let title = StyledLine("\(SafeText(foreign: backend.rawValue)) is encrypted", .title)
    let inner = area.box(title, .accent).inset(columns: 1, rows: 0)
    inner.put("passphrase", y: 0, .key)
    let line = inner.part(x: 12, y: 0, columns: inner.columns - 12, rows: 1)
    field.draw(in: line, isFocused: !isWaiting)
    for (offset, text) in messages.enumerated() {
      inner.put(text, y: 2 + offset, message.spans.first?.style ?? .plain)
    }
  }

  var hints: KeyHints {
    isWaiting || field.isEmpty
      ? KeyHints([.init(.escape, "leaves")])
      : KeyHints([.init(.enter, "opens it"), .init(.escape, "leaves")])
  }

  private var message: StyledLine {
    if isWaiting { return StyledLine("working on the passphrase…", .accent) }
    if let failure { return StyledLine(SafeText(foreign: "\(failure)"), .danger) }
    return StyledLine("kept in memory until authtop ends; the list needs none", .dim)
  }
}
