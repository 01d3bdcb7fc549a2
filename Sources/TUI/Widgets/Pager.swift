/// Lines of text that may be longer than the screen, both ways: folded and scrolled.
package struct Pager: Hashable, Sendable {
  package private(set) var scroll = Scroll()
  private var count = 0
  private var rows = 1

  package init() {}

  /// Returns false when the key is not for a pager.
  package mutating func handle(_ key: Key) -> Bool {
    if let move = ScrollMove(key) {
      apply(move)
      return true
    }
    switch key {
    case .mouse(let mouse) where mouse.action == .wheelUp:
      scroll.move(by: -3, count: count, rows: rows)
    case .mouse(let mouse) where mouse.action == .wheelDown:
      scroll.move(by: 3, count: count, rows: rows)
    case .character(" "): apply(.pageDown)
    default: return false
    }
    return true
  }

  private mutating func apply(_ move: ScrollMove) {
    let last = max(0, count - rows)
    let target = move.target(from: scroll.first, count: last + 1, rows: rows)
    scroll.move(by: target - scroll.first, count: count, rows: rows)
  }

  /// Whether there is more than is seen.
  package var isLong: Bool { count > rows }

  /// Says how many lines there are and how many fit; call it before drawing.
  package mutating func fit(count: Int, rows: Int) {
    (self.count, self.rows) = (count, max(1, rows))
    scroll.move(by: 0, count: count, rows: self.rows)
  }

  /// Draws the lines that are seen, and at the right edge where they lie in the whole.
  package func draw(_ lines: [StyledLine], in region: Region) {
    let isLong = lines.count > region.rows && region.columns > 10
    let text =
      isLong ? region.part(x: 0, y: 0, columns: region.columns - 2, rows: region.rows) : region
    for index in scroll.visible(count: lines.count, rows: region.rows) {
      text.put(lines[index], y: index - scroll.first)
    }
    if isLong { ScrollBar(first: scroll.first, count: lines.count).draw(in: region) }
  }
}
