/// Text that may be put on a terminal: the only type whose text can reach a cell.
///
/// It is made from literals of this program, from numbers, or by sanitising a foreign string; there is no other way.
/// What is unsafe in a foreign string (control characters, escape sequences, bidi marks, zero-width, private-use and
/// blank-looking characters) is kept as a visible mark, `<U+001B>`, in its own style.
package struct SafeText: Hashable, Sendable {
  /// Where a piece of text comes from.
  package enum Origin: Hashable, Sendable {
    /// Written in this program's source.
    case own
    /// Came from outside and is shown as it came.
    case foreign
    /// Stands for a character that cannot be shown.
    case mark
  }

  /// A run of text of one origin.
  package struct Piece: Hashable, Sendable {
    package let text: String
    package let origin: Origin
    /// The columns that it takes on a terminal.
    package let columns: Int
  }

  package private(set) var pieces: [Piece]
  /// The columns that the whole takes on a terminal.
  package private(set) var columns: Int

  package init() {
    pieces = []
    columns = 0
  }

  init(pieces: [Piece]) {
    self.pieces = pieces
    columns = pieces.reduce(0) { $0 + $1.columns }
  }

  /// Sanitises a string from outside: a claim, a user name, a server's message.
  package init(foreign text: String) {
    self.init(pieces: Sanitiser.pieces(of: text, origin: .foreign))
  }

  /// Sanitises bytes that should be UTF-8: each byte of an ill-formed sequence is shown as `\xNN`.
  package init(foreignBytes bytes: some Sequence<UInt8>) {
    self.init(pieces: Sanitiser.pieces(ofBytes: Array(bytes)))
  }

  package init(_ number: Int) {
    self.init(pieces: Sanitiser.pieces(of: String(number), origin: .own))
  }

  /// A number with zeros in front up to `digits`.
  package init(_ number: Int, digits: Int) {
    let text = String(number)
    let zeros = String(repeating: "0", count: max(0, digits - text.utf8.count))
    self.init(pieces: Sanitiser.pieces(of: zeros + text, origin: .own))
  }

  /// The text repeated `count` times.
  package init(repeating text: SafeText, count: Int) {
    let pieces = text.pieces.map { piece in
      Piece(
        text: String(repeating: piece.text, count: max(0, count)),
        origin: piece.origin,
        columns: piece.columns * max(0, count)
      )
    }
    self.init(pieces: pieces.filter { !$0.text.isEmpty })
  }

  package var isEmpty: Bool { pieces.isEmpty }

  /// What is shown, marks included, without styles: for matching, for titles, for tests.
  package var plain: String {
    if pieces.count == 1 { return pieces[0].text }
    return pieces.reduce(into: "") { $0 += $1.text }
  }

  package mutating func append(_ other: SafeText) {
    pieces.append(contentsOf: other.pieces)
    columns += other.columns
  }

  package static func + (left: SafeText, right: SafeText) -> SafeText {
    var text = left
    text.append(right)
    return text
  }

  package static func += (left: inout SafeText, right: SafeText) {
    left.append(right)
  }
}

extension Sequence<SafeText> {
  /// All texts, with the separator between them.
  package func joined(separator: SafeText) -> SafeText {
    var whole = SafeText()
    for (index, text) in enumerated() {
      if index > 0 { whole.append(separator) }
      whole.append(text)
    }
    return whole
  }
}
