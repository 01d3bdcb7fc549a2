/// The box that asks for another time or another clock.
package struct WhatIfScreen: Equatable, Sendable {
  package internal(set) var field = TextField()
  /// Whether what was typed last is no time.
  package internal(set) var isRefused = false

  package init() {}

  /// What a key does in the box: text is typed, Enter takes it.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    switch key {
    case .escape: return .close
    case .enter:
      let other = WhatIf(field.text, now: context.clock, zone: context.zone)
      isRefused = other == nil
      return other.map { .imagine($0) } ?? .none
    default:
      if field.handle(key) == .changed { isRefused = false }
      return .none
    }
  }

  func draw(in screen: Region) {
    let area = screen.centred(columns: 66, rows: 10)
    area.fill()
    let inner = area.box(StyledLine("What if it were", .title), .accent)
      .inset(columns: 1, rows: 0)
    field.draw(in: inner.row(0))
    let forms: [(SafeText, SafeText)] = [
      ("+45 min  -2h", "so much later or earlier; time goes on"),
      ("12:30  12:30Z", "the next such time of day"),
      ("2026-11-23 12:30", "that moment, standing still"),
      ("clock +5m", "the client's clock is that much fast"),
    ]
    for (index, form) in forms.enumerated() {
      inner.put(form.0, y: 2 + index, .key)
      inner.put(form.1, x: 19, y: 2 + index, .dim)
    }
    let note: StyledLine =
      isRefused
      ? StyledLine("that is none of these", .danger)
      : StyledLine("the screen says that it is not now, and nothing can be done", .dim)
    inner.put(note, y: 7)
  }
}
