extension StyledLine {
  /// A text whose matching parts are in the style `.match`; ranges count unicode scalars of `text.plain`.
  package init(_ text: SafeText, _ style: Style, matches: [Range<Int>]) {
    guard !matches.isEmpty else {
      self.init(text, style)
      return
    }
    self.init()
    var offset = 0
    for piece in text.pieces {
      append(piece, from: offset, style, matches)
      offset += piece.text.unicodeScalars.count
    }
  }

  private mutating func append(
    _ piece: SafeText.Piece,
    from offset: Int,
    _ style: Style,
    _ matches: [Range<Int>]
  ) {
    var scanner = GlyphScanner(safe: piece.text)
    var run = String.UnicodeScalarView()
    var (columns, at, isMatch) = (0, offset, false)
    func flush(into line: inout StyledLine) {
      guard !run.isEmpty else { return }
      let part = SafeText.Piece(text: String(run), origin: piece.origin, columns: columns)
      line.append(SafeText(pieces: [part]), isMatch ? Style(.match, on: style.ground) : style)
    }
    while let glyph = scanner.next() {
      let scalars = piece.text.unicodeScalars[glyph.range]
      let hit = matches.contains { $0.contains(at) }
      if hit != isMatch {
        flush(into: &self)
        run.removeAll()
        (columns, isMatch) = (0, hit)
      }
      run.append(contentsOf: scalars)
      columns += glyph.columns
      at += scalars.count
    }
    flush(into: &self)
  }
}
