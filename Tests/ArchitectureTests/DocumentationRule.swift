/// Each type that other modules or programs can use says what it is.
enum DocumentationRule {
  private static let kinds: Set<Substring> = [
    "struct", "class", "enum", "actor", "protocol", "typealias",
  ]
  private static let modifiers: Set<Substring> = ["final", "indirect", "nonisolated"]

  static func breaches(in file: SourceFile) -> [String] {
    let lines = file.lines
    return lines.indices.compactMap { index in
      guard let name = type(lines[index]) else { return nil }
      var above = index - 1
      while above >= 0, trimmed(lines[above]).hasPrefix("@") { above -= 1 }
      guard above < 0 || !trimmed(lines[above]).hasPrefix("///") else { return nil }
      return "\(file): \(name) has no comment"
    }
  }

  /// The name of the public or package type that a line declares.
  private static func type(_ line: Substring) -> Substring? {
    var words = line.split(separator: " ")[...]
    while let word = words.first, word.hasPrefix("@") { words.removeFirst() }
    guard let access = words.popFirst(), access == "public" || access == "package" else {
      return nil
    }
    while let word = words.first, modifiers.contains(word) { words.removeFirst() }
    guard let kind = words.popFirst(), kinds.contains(kind) else { return nil }
    return words.first?.prefix { $0.isLetter || $0.isNumber }
  }

  private static func trimmed(_ line: Substring) -> Substring { line.drop { $0 == " " } }
}
