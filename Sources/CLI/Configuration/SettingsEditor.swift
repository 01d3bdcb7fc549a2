import TUI

/// Changes settings in the text of a TOML file and leaves every other line, comments too, as it is.
struct SettingsEditor {
  private(set) var lines: [Substring]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
  }

  var text: String { lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n" }

  /// Sets one setting: in its own line, else at the end of its table, else in a new table.
  mutating func set(_ setting: SettingLine) {
    let written = "\(setting.name) = \(Self.text(setting.value))"
    guard let range = body(of: setting.table) else {
      if let last = lines.last, !last.isEmpty { lines.append("") }
      lines += ["[\(setting.table)]", Substring(written)]
      return
    }
    if let place = range.first(where: { Self.name(of: lines[$0]) == setting.name }) {
      let end = valueEnd(from: place, in: range)
      let comment = Self.comment(of: lines[end])
      lines.replaceSubrange(place...end, with: [Substring(written + comment)])
      return
    }
    let last = range.last { !lines[$0].allSatisfy(\.isWhitespace) }
    lines.insert(Substring(written), at: last.map { $0 + 1 } ?? range.lowerBound)
  }

  /// The lines between a table's header and the next one.
  private func body(of table: String) -> Range<Int>? {
    guard let header = lines.firstIndex(where: { Self.header(of: $0) == table }) else { return nil }
    let start = header + 1
    let end = lines[start...].firstIndex { Self.header(of: $0) != nil } ?? lines.count
    return start..<end
  }

  /// The name in `[name]`; empty for a header that is something else.
  private static func header(of line: Substring) -> String? {
    let trimmed = line.drop(while: \.isWhitespace)
    guard trimmed.first == "[" else { return nil }
    guard let end = trimmed.firstIndex(of: "]") else { return nil }
    let name = trimmed[trimmed.index(after: trimmed.startIndex)..<end]
    return name.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
  }

  /// The name before `=`, bare or in quotes; nil for a comment, a blank line or a part of a value.
  private static func name(of line: Substring) -> String? {
    let trimmed = line.drop(while: \.isWhitespace)
    guard trimmed.first != "#", let sign = trimmed.firstIndex(of: "=") else { return nil }
    return trimmed[..<sign].filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
  }

  /// The last line of a value that may be a list over several lines.
  private func valueEnd(from start: Int, in range: Range<Int>) -> Int {
    var depth = 0
    for index in start..<range.upperBound {
      depth += Self.depth(of: lines[index])
      if depth <= 0 { return index }
    }
    return start
  }

  /// Brackets that a line leaves open, outside of strings and comments.
  private static func depth(of line: Substring) -> Int {
    var depth = 0
    scan(line) { character, _ in
      if character == "[" { depth += 1 }
      if character == "]" { depth -= 1 }
      return true
    }
    return depth
  }

  /// The comment at a line's end with the space before it, empty when there is none.
  private static func comment(of line: Substring) -> String {
    var found = line.endIndex
    scan(line) { character, index in
      if character == "#" { found = index }
      return character != "#"
    }
    guard found < line.endIndex else { return "" }
    var start = found
    while start > line.startIndex, line[line.index(before: start)].isWhitespace {
      start = line.index(before: start)
    }
    return String(line[start...])
  }

  /// Tells of each character that stands in no string, up to a comment.
  private static func scan(_ line: Substring, _ body: (Character, String.Index) -> Bool) {
    var quote: Character?
    var isEscaped = false
    for index in line.indices {
      let character = line[index]
      if let open = quote {
        if isEscaped {
          isEscaped = false
        } else if character == "\\", open == "\"" {
          isEscaped = true
        } else if character == open {
          quote = nil
        }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if !body(character, index) || character == "#" {
        return
      }
    }
  }

  /// A value as TOML writes it.
  static func text(_ value: SettingLine.Value) -> String {
    switch value {
    case .text(let text): quoted(text)
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): String(number)
    case .list(let texts): "[" + texts.map(quoted).joined(separator: ", ") + "]"
    }
  }

  private static func quoted(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "\"") { quoted, scalar in
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.properties.generalCategory == .control:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    } + "\""
  }
}
