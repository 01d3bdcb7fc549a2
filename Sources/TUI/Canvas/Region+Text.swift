extension Region {
  /// Where a text stands in its room.
  package enum Alignment: Hashable, Sendable {
    case left, right, centre
  }

  /// The text as this terminal will show it; its columns are those that will be drawn.
  package func shown(_ text: SafeText) -> SafeText {
    charset.shown(text)
  }

  /// Draws one line of text and returns the column after it.
  ///
  /// Text that does not fit in `width` columns (by default: up to the right edge) ends in `…`.
  @discardableResult
  package func put(
    _ text: SafeText,
    x: Int = 0,
    y: Int = 0,
    _ style: Style = .plain,
    width: Int? = nil,
    align: Alignment = .left
  ) -> Int {
    put(StyledLine(text, style), x: x, y: y, width: width, align: align)
  }

  /// Draws one line in several styles and returns the column after it.
  @discardableResult
  package func put(
    _ line: StyledLine,
    x: Int = 0,
    y: Int = 0,
    width: Int? = nil,
    align: Alignment = .left
  ) -> Int {
    let room = min(width ?? columns, columns - x)
    guard room > 0, y >= 0, y < rows else { return x }
    var pen = Pen(region: self, x: x, y: y, limit: x + room)
    let shown = line.spans.map { (text: charset.shown($0.text), style: $0.style) }
    let total = shown.reduce(0) { $0 + $1.text.columns }
    if total <= room {
      pen.x += align == .right ? room - total : align == .centre ? (room - total) / 2 : 0
      for span in shown { pen.draw(span.text, span.style) }
      return pen.x
    }
    pen.limit = x + room - 1
    var last = Style.plain
    for span in shown where !pen.isFull {
      pen.draw(span.text, span.style)
      last = span.style
    }
    pen.limit = x + room
    pen.isFull = false
    pen.draw(charset.shown("…"), Style(.dim, on: last.ground))
    return pen.x
  }

  /// Draws text with parts in the style `.match`; ranges count the unicode scalars of the text's `plain`.
  @discardableResult
  package func put(
    _ text: SafeText,
    matches: [Range<Int>],
    x: Int = 0,
    y: Int = 0,
    _ style: Style = .plain,
    width: Int? = nil
  ) -> Int {
    put(StyledLine(text, style, matches: matches), x: x, y: y, width: width)
  }
}

/// Draws glyphs from left to right up to a limit.
private struct Pen {
  let region: Region
  var x: Int
  let y: Int
  var limit: Int
  var isFull = false

  init(region: Region, x: Int, y: Int, limit: Int) {
    self.region = region
    self.x = x
    self.y = y
    self.limit = limit
  }

  mutating func draw(_ text: SafeText, _ style: Style) {
    for piece in text.pieces where !isFull {
      draw(piece, piece.origin == .mark ? Style(.mark, on: style.ground) : style)
    }
  }

  private mutating func draw(_ piece: SafeText.Piece, _ style: Style) {
    if piece.text.utf8.count == piece.columns {
      return run(piece.text.utf8.lazy.map { Unicode.Scalar($0) }, piece.columns, style)
    }
    if let columns = SimpleText.columns(of: piece.text) {
      return run(piece.text.unicodeScalars, columns, style)
    }
    var scanner = GlyphScanner(safe: piece.text)
    while let glyph = scanner.next() {
      guard x + glyph.columns <= limit else { return isFull = true }
      if glyph.isSingle {
        set(Cell(glyph.first, columns: glyph.columns, style: style))
      } else {
        let text = String(piece.text.unicodeScalars[glyph.range])
        set(region.grid.cluster(text, columns: glyph.columns, style: style))
      }
    }
  }

  /// Draws glyphs of one column each, up to the limit.
  private mutating func run(_ scalars: some Sequence<Unicode.Scalar>, _ count: Int, _ style: Style)
  {
    let hidden = max(0, -x)
    let room = max(0, min(count, limit - x))
    if hidden < room {
      region.grid.put(
        scalars.dropFirst(hidden),
        count: room - hidden,
        style: style,
        x: region.rect.x + x + hidden,
        y: region.rect.y + y
      )
    }
    x += room
    if room < count { isFull = true }
  }

  private mutating func set(_ cell: Cell) {
    defer { x += Int(cell.columns) }
    guard x >= 0 else { return }
    region.grid.set(cell, x: region.rect.x + x, y: region.rect.y + y)
  }
}
