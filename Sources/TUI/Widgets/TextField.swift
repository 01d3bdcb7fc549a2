/// One line of text that is being typed.
///
/// A secret is drawn as one bullet a character; its text is never in a description.
package struct TextField: Hashable, Sendable {
  /// What a key came to.
  package enum Answer: Hashable, Sendable {
    case changed
    /// The cursor moved, or the key did nothing that matters outside.
    case handled
    /// The key is not for a text field.
    case ignored
  }

  package let isSecret: Bool
  private var characters: [Character]
  /// Where the next character goes, counted in characters.
  package private(set) var cursor: Int
  /// More would be a paste gone wrong.
  package static let longest = 65_536

  package init(_ text: String = "", isSecret: Bool = false) {
    characters = Array(text)
    cursor = characters.count
    self.isSecret = isSecret
  }

  package var text: String { String(characters) }
  package var isEmpty: Bool { characters.isEmpty }

  package mutating func handle(_ key: Key) -> Answer {
    switch key {
    case .character(let character): return insert([character])
    case .paste(let text): return insert(text.filter { !$0.isNewline })
    case .backspace: return remove(from: cursor - 1, to: cursor)
    case .delete: return remove(from: cursor, to: cursor + 1)
    case .ctrl("w"): return remove(from: wordStart, to: cursor)
    case .ctrl("u"): return remove(from: 0, to: cursor)
    case .ctrl("k"): return remove(from: cursor, to: characters.count)
    default: return moveCursor(key)
    }
  }

  private mutating func moveCursor(_ key: Key) -> Answer {
    switch key {
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home, .ctrl("a"): cursor = 0
    case .end, .ctrl("e"): cursor = characters.count
    case .wordLeft: cursor = wordStart
    case .wordRight: cursor = wordEnd
    default: return .ignored
    }
    return .handled
  }

  private mutating func insert(_ new: some Collection<Character>) -> Answer {
    let new = new.prefix(Self.longest - characters.count)
    guard !new.isEmpty else { return .handled }
    characters.insert(contentsOf: new, at: cursor)
    cursor += new.count
    return .changed
  }

  private mutating func remove(from start: Int, to end: Int) -> Answer {
    guard start >= 0, end <= characters.count, start < end else { return .handled }
    characters.removeSubrange(start..<end)
    cursor = start
    return .changed
  }

  private var wordStart: Int {
    var index = cursor
    while index > 0, characters[index - 1] == " " { index -= 1 }
    while index > 0, characters[index - 1] != " " { index -= 1 }
    return index
  }

  private var wordEnd: Int {
    var index = cursor
    while index < characters.count, characters[index] == " " { index += 1 }
    while index < characters.count, characters[index] != " " { index += 1 }
    return index
  }

  /// Draws on the first row, scrolled so that the cursor is seen; shows the terminal's cursor when focused.
  package func draw(in region: Region, isFocused: Bool = true, _ style: Style = .input) {
    guard !region.isEmpty else { return }
    region.row(0).fill(style)
    // Each character takes a column at least.
    var start = max(0, cursor - region.columns)
    while start < cursor, shown(start..<cursor, in: region).columns >= region.columns { start += 1 }
    let before = shown(start..<cursor, in: region)
    let after = shown(cursor..<min(characters.count, cursor + region.columns), in: region)
    region.put(before + after, style)
    if isFocused { region.showCursor(x: before.columns, y: 0) }
  }

  private func shown(_ range: Range<Int>, in region: Region) -> SafeText {
    isSecret
      ? region.shown(SafeText(repeating: "•", count: range.count))
      : region.shown(SafeText(foreign: String(characters[range])))
  }
}

extension TextField: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String {
    isSecret ? "secret of \(characters.count) characters" : text
  }

  package var debugDescription: String { description }

  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
