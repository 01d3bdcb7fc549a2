/// A box that asks: text in sections, and buttons of which the first is the safe one.
package struct Dialog<Choice: Hashable & Sendable>: Hashable, Sendable {
  /// A label in the left column (`will`, `won't`, `keeps`) and its lines.
  package struct Section: Hashable, Sendable {
    package let label: SafeText
    package let style: Style
    package let lines: [SafeText]

    /// Lines over the whole width.
    package init(_ lines: [SafeText]) {
      self.init("", lines)
    }

    package init(_ label: SafeText, _ lines: [SafeText]) {
      self.init(label, .dim, lines)
    }

    package init(_ label: SafeText, _ style: Style, _ lines: [SafeText]) {
      self.label = label
      self.style = style
      self.lines = lines
    }
  }

  /// One way to answer.
  package struct Button: Hashable, Sendable {
    package let choice: Choice
    package let label: SafeText
    package let isDanger: Bool

    package init(_ choice: Choice, _ label: SafeText, isDanger: Bool = false) {
      self.choice = choice
      self.label = label
      self.isDanger = isDanger
    }
  }

  /// What a key came to.
  package enum Answer: Hashable, Sendable {
    case chosen(Choice)
    /// Esc: nothing is to be done.
    case dismissed
    case handled
    case ignored
  }

  package let title: StyledLine
  package var sections: [Section]
  package let buttons: [Button]
  package private(set) var focus = 0
  private var pager = Pager()

  /// The first button has the focus.
  package init(title: StyledLine, sections: [Section], buttons: [Button]) {
    self.title = title
    self.sections = sections
    self.buttons = buttons
  }

  package mutating func handle(_ key: Key) -> Answer {
    switch key {
    case .escape: return .dismissed
    case .enter: return buttons.isEmpty ? .dismissed : .chosen(buttons[focus].choice)
    case .tab, .right, .character("l"): return moveFocus(by: 1)
    case .backTab, .left, .character("h"): return moveFocus(by: -1)
    // Space pages a text, but must not page here: it is too near to pressing a button.
    case .character(" "): return .ignored
    default: return pager.handle(key) ? .handled : .ignored
    }
  }

  /// The keys that work now; what Enter does is the label of the button that has the focus.
  package var hints: KeyHints {
    guard buttons.indices.contains(focus) else { return KeyHints([.init(.escape, "closes")]) }
    var hints = [KeyHints.Hint(.enter, buttons[focus].label)]
    if buttons.count > 1 { hints += [.init(.tab, "next"), .init(.escape, "leaves")] }
    if pager.isLong { hints.append(.init(.pageDown, "more")) }
    return KeyHints(hints)
  }

  private mutating func moveFocus(by step: Int) -> Answer {
    guard !buttons.isEmpty else { return .handled }
    focus = (focus + step + buttons.count) % buttons.count
    return .handled
  }

  /// Says what room there is; call it before drawing.
  package mutating func fit(columns: Int, rows: Int, charset: Charset = .unicode) {
    let size = size(columns: columns, rows: rows, charset: charset)
    pager.fit(count: size.lines.count, rows: size.rows - 2 - buttonRows)
  }

  /// Draws in the middle of the region; a click presses a button.
  package func draw(in region: Region) {
    let size = size(columns: region.columns, rows: region.rows, charset: region.charset)
    let frame = region.centred(columns: size.columns, rows: size.rows)
    frame.fill()
    let inside = frame.box(title, .accent).inset(columns: 1, rows: 0)
    let (text, bottom) = inside.split(bottom: min(buttonRows, max(0, inside.rows - 1)))
    pager.draw(size.lines, in: text)
    drawButtons(in: bottom)
  }

  private var buttonRows: Int { buttons.isEmpty ? 0 : 2 }

  private func size(
    columns: Int,
    rows: Int,
    charset: Charset
  ) -> (columns: Int, rows: Int, lines: [StyledLine]) {
    // A narrow screen has no room for what lies beside the box.
    let width = min(columns, max(24, min(76, columns < 60 ? columns : columns - 4)))
    var lines = lines(columns: max(4, width - 4), charset: charset)
    if lines.count + 2 + buttonRows > rows {
      // The pager's bar takes two columns of the text.
      lines = self.lines(columns: max(4, width - 6), charset: charset)
    }
    return (width, min(rows, lines.count + 2 + buttonRows), lines)
  }

  private func lines(columns: Int, charset: Charset) -> [StyledLine] {
    let labels = sections.map { charset.shown($0.label).columns }.max() ?? 0
    let indent = labels == 0 ? 0 : labels + 2
    var all: [StyledLine] = []
    for section in sections {
      var label = charset.shown(section.label)
      for line in section.lines {
        let isPlain = section.label.isEmpty
        for part in charset.shown(line).folded(columns: columns - (isPlain ? 0 : indent)) {
          let pad = SafeText(repeating: " ", count: isPlain ? 0 : indent - label.columns)
          all.append(StyledLine(label + pad, section.style) + StyledLine(part))
          label = ""
        }
      }
    }
    return all
  }

  private func drawButtons(in region: Region) {
    guard !region.isEmpty else { return }
    let labels = buttons.map { region.shown($0.label) }
    func columns(_ range: Range<Int>) -> Int {
      labels[range].reduce(0) { $0 + $1.columns + 6 } - 2
    }
    // Where not all of them fit, the one with the focus is among those that are seen.
    var first = 0
    while first < focus, columns(first..<focus + 1) > region.columns { first += 1 }
    var x = max(0, region.columns - columns(first..<labels.count))
    for (index, label) in labels.enumerated().dropFirst(first) {
      let isFocused = index == focus
      let role: Style = buttons[index].isDanger ? .danger : .plain
      let text: SafeText = isFocused ? "[ \(label) ]" : "  \(label)  "
      let style = isFocused ? role.on(.selected).bold : role
      let end = region.put(text, x: x, y: region.rows - 1, style)
      let steps = (index - focus + buttons.count) % buttons.count
      let keys = Array(repeating: Key.tab, count: steps) + [.enter]
      region.click(.keys(keys), x: x, y: region.rows - 1, columns: end - x)
      x = end + 2
    }
  }
}
