import AuthCore

/// The one function between a foreign string and a cell.
enum Sanitiser {
  /// Idempotent, and leaves clean text as it is.
  static func pieces(of text: String, origin: SafeText.Origin) -> [SafeText.Piece] {
    var text = text
    if let count = text.withUTF8({ isPlain($0) ? $0.count : nil }) {
      return count == 0 ? [] : [SafeText.Piece(text: text, origin: origin, columns: count)]
    }
    if let columns = SimpleText.columns(of: text) {
      return [SafeText.Piece(text: text, origin: origin, columns: columns)]
    }
    var builder = PieceBuilder(origin: origin)
    var scanner = GlyphScanner(text)
    while let glyph = scanner.next() {
      if glyph.isSafe {
        builder.keep(text.unicodeScalars[glyph.range], columns: glyph.columns)
      } else {
        builder.mark(name(of: glyph.first))
      }
    }
    return builder.finish()
  }

  static func pieces(ofBytes bytes: [UInt8]) -> [SafeText.Piece] {
    var pieces: [SafeText.Piece] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let good = rest[..<(UTF8Validation.firstInvalidIndex(in: rest) ?? rest.endIndex)]
      pieces += Self.pieces(of: String(decoding: good, as: UTF8.self), origin: .foreign)
      rest = rest[good.endIndex...]
      let bad = rest.prefix(UTF8Validation.maximalSubpart(of: rest))
      if !bad.isEmpty {
        let text = bad.reduce(into: "") { $0 += "\\x" + hex(UInt32($1), digits: 2) }
        pieces.append(SafeText.Piece(text: text, origin: .mark, columns: text.utf8.count))
      }
      rest = rest[bad.endIndex...]
    }
    return pieces
  }

  /// The mark for a scalar: `<U+001B>`.
  static func name(of scalar: Unicode.Scalar) -> String {
    "<U+" + hex(scalar.value, digits: 4) + ">"
  }

  static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }
}

/// Gathers glyphs of one kind into pieces.
private struct PieceBuilder {
  let origin: SafeText.Origin
  var pieces: [SafeText.Piece] = []
  var text = String.UnicodeScalarView()
  var columns = 0

  init(origin: SafeText.Origin) {
    self.origin = origin
  }

  mutating func keep(_ scalars: String.UnicodeScalarView.SubSequence, columns: Int) {
    text.append(contentsOf: scalars)
    self.columns += columns
  }

  mutating func mark(_ name: String) {
    flush()
    if let last = pieces.last, last.origin == .mark {
      pieces.removeLast()
      let longer = last.text + name
      pieces.append(.init(text: longer, origin: .mark, columns: longer.utf8.count))
    } else {
      pieces.append(.init(text: name, origin: .mark, columns: name.utf8.count))
    }
  }

  mutating func flush() {
    guard !text.isEmpty else { return }
    pieces.append(.init(text: String(text), origin: origin, columns: columns))
    text.removeAll()
    columns = 0
  }

  mutating func finish() -> [SafeText.Piece] {
    flush()
    return pieces
  }
}
