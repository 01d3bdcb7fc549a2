extension SafeText {
  /// Folds the text into lines of at most `width` columns, at spaces where there are any.
  ///
  /// A word longer than a line is cut. At least one line; a width under 2 counts as 2, so that wide glyphs fit.
  package func folded(columns width: Int) -> [SafeText] {
    let width = max(2, width)
    guard columns > width else { return [self] }
    var fold = Fold(width: width)
    for piece in pieces {
      var scanner = GlyphScanner(safe: piece.text)
      while let glyph = scanner.next() {
        let scalars = piece.text.unicodeScalars[glyph.range]
        fold.add(Piece(text: String(scalars), origin: piece.origin, columns: glyph.columns))
      }
    }
    return fold.finish()
  }
}

/// Lines under construction: the finished ones, the current one, and the word that may still move down.
private struct Fold {
  let width: Int
  private var lines: [SafeText] = []
  private var line = SafeText()
  private var word: [SafeText.Piece] = []
  private var wordColumns = 0

  init(width: Int) {
    self.width = width
  }

  mutating func add(_ glyph: SafeText.Piece) {
    if glyph.text == " " {
      takeWord()
      if line.columns < width {
        line.append(SafeText(pieces: [glyph]))
      } else {
        breakLine()
      }
      return
    }
    if wordColumns + glyph.columns > width {
      if !line.isEmpty { breakLine() }
      takeWord()
      breakLine()
    } else if line.columns + wordColumns + glyph.columns > width {
      breakLine()
    }
    word.append(glyph)
    wordColumns += glyph.columns
  }

  mutating func finish() -> [SafeText] {
    takeWord()
    if !line.isEmpty || lines.isEmpty { breakLine() }
    return lines
  }

  private mutating func takeWord() {
    line.append(SafeText(pieces: word))
    word = []
    wordColumns = 0
  }

  private mutating func breakLine() {
    if !line.isEmpty || lines.isEmpty { lines.append(line.merged) }
    line = SafeText()
  }
}

extension SafeText {
  /// The same text in as few pieces as there are changes of origin.
  fileprivate var merged: SafeText {
    var out: [Piece] = []
    for piece in pieces {
      if let last = out.last, last.origin == piece.origin {
        out[out.count - 1] = Piece(
          text: last.text + piece.text,
          origin: piece.origin,
          columns: last.columns + piece.columns
        )
      } else {
        out.append(piece)
      }
    }
    return SafeText(pieces: out)
  }
}
