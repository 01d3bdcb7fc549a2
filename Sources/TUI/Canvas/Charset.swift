/// Which characters the terminal can be trusted with.
package enum Charset: Hashable, Sendable {
  case unicode
  /// No UTF-8 locale, or the user's wish: own signs get an ASCII likeness, foreign text becomes `<U+XXXX>`.
  case ascii

  /// The text as it will be shown.
  package func shown(_ text: SafeText) -> SafeText {
    guard self == .ascii, !text.pieces.allSatisfy({ $0.text.utf8.count == $0.columns }) else {
      return text
    }
    var pieces: [SafeText.Piece] = []
    for piece in text.pieces {
      switch piece.origin {
      case .own: pieces.append(Self.likeness(of: piece))
      case .foreign, .mark: pieces += Self.marked(piece)
      }
    }
    return SafeText(pieces: pieces)
  }

  private static func likeness(of piece: SafeText.Piece) -> SafeText.Piece {
    let text = piece.text.unicodeScalars.reduce(into: "") { $0 += likeness(of: $1) }
    return SafeText.Piece(text: text, origin: .own, columns: text.utf8.count)
  }

  private static func marked(_ piece: SafeText.Piece) -> [SafeText.Piece] {
    var pieces: [SafeText.Piece] = []
    for run in piece.text.unicodeScalars.split(whereSeparatorChanges: { $0.isASCII }) {
      let ascii = run.first?.isASCII ?? true
      let text = ascii ? String(run) : run.reduce(into: "") { $0 += Sanitiser.name(of: $1) }
      let origin = ascii ? piece.origin : .mark
      pieces.append(SafeText.Piece(text: text, origin: origin, columns: text.utf8.count))
    }
    return pieces
  }

  /// One column each, so that what was laid out stays laid out.
  private static func likeness(of scalar: Unicode.Scalar) -> String {
    if scalar.isASCII { return String(scalar) }
    switch scalar {
    case "●": return "*"
    case "◐": return "~"
    case "○": return "o"
    case "◌": return "?"
    case "✓", "✔": return "v"
    case "✗", "✘", "×": return "x"
    case "★": return "*"
    case "≈": return "="
    case "⚿": return "&"
    case "▸", "▶", "›", "→": return ">"
    case "◂", "◀", "‹", "←": return "<"
    case "▴", "▲", "↑": return "^"
    case "▾", "▼", "↓": return "v"
    case "█": return "#"
    case "▉", "▊", "▋", "▌", "▍", "▎", "▏": return "="
    case "░", "·", "•": return "."
    case "–", "—", "─", "━": return "-"
    case "│", "┃": return "|"
    case "┌", "┐", "└", "┘", "╭", "╮", "╰", "╯", "├", "┤", "┬", "┴", "┼": return "+"
    case "…": return "~"
    case "“", "”": return "\""
    case "‘", "’": return "'"
    default: return "?"
    }
  }
}

extension String.UnicodeScalarView {
  /// Runs of scalars that agree on a property.
  fileprivate func split(whereSeparatorChanges property: (Unicode.Scalar) -> Bool) -> [SubSequence]
  {
    var runs: [SubSequence] = []
    var start = startIndex
    while start < endIndex {
      let kind = property(self[start])
      let end = self[start...].firstIndex { property($0) != kind } ?? endIndex
      runs.append(self[start..<end])
      start = end
    }
    return runs
  }
}
