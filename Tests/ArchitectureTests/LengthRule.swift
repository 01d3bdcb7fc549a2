/// How long a file and a function may be; a property with a body is a function too.
enum LengthRule {
  static let fileLimit = 300
  static let functionLimit = 40

  static func breaches(in file: SourceFile) -> [String] {
    var breaches: [String] = []
    let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
    if count > fileLimit { breaches.append("\(file): \(count) lines") }
    for (name, length) in functions(in: file.code) where length > functionLimit {
      breaches.append("\(file): \(name) has \(length) lines")
    }
    return breaches
  }

  /// The same for a file in Python, where a function ends before the next line that is not deeper.
  static func scriptBreaches(in file: SourceFile) -> [String] {
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    let count = lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
    var breaches = count > fileLimit ? ["\(file): \(count) lines"] : []
    for (start, line) in lines.enumerated() {
      let indent = line.prefix { $0 == " " }
      guard line.dropFirst(indent.count).hasPrefix("def ") else { continue }
      let body = lines[(start + 1)...].prefix { next in
        next.isEmpty || next.hasPrefix(indent + " ") || next.hasPrefix(indent + ")")
      }
      let length = 1 + (body.lastIndex { !$0.isEmpty } ?? start) - start
      guard length > functionLimit else { continue }
      let name = line.dropFirst(indent.count + 4).prefix { $0 != "(" }
      breaches.append("\(file): \(name) has \(length) lines")
    }
    return breaches
  }

  /// Each function with the number of its lines, found by the indentation of its last brace.
  static func functions(in code: String) -> [(name: String, length: Int)] {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    var found: [(String, Int)] = []
    for (start, line) in lines.enumerated() {
      guard let name = functionName(line) ?? propertyName(line) else { continue }
      let indent = line.prefix { $0 == " " }
      // A function on one line, or a protocol's requirement, has no brace of its own.
      for (offset, next) in lines[(start + 1)...].enumerated() {
        if next.hasPrefix(indent + "}") {
          found.append((name, offset + 2))
          break
        }
        let isDeeper = next.hasPrefix(indent + " ") || next.allSatisfy { $0 == " " }
        guard isDeeper || next.hasPrefix(indent + ")") || next.hasPrefix(indent + "where") else {
          break
        }
      }
    }
    return found
  }

  private static func functionName(_ line: Substring) -> String? {
    let words = line.split { $0 == " " || $0 == "(" || $0 == "<" || $0 == "?" }
    guard let keyword = words.firstIndex(where: { ["func", "init", "subscript"].contains($0) }),
      words[..<keyword].allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") })
    else { return nil }
    guard words[keyword] == "func" else { return String(words[keyword]) }
    return keyword + 1 < words.count ? String(words[keyword + 1]) : nil
  }

  /// The name of a property that has a body, or is made by one.
  private static func propertyName(_ line: Substring) -> String? {
    guard line.hasSuffix("{") else { return nil }
    let words = line.split { " ():<".contains($0) }
    guard let keyword = words.firstIndex(where: { ["var", "let"].contains($0) }),
      words[..<keyword].allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") || $0 == "set" })
    else { return nil }
    return keyword + 1 < words.count ? String(words[keyword + 1]) : nil
  }

  private static let modifiers: Set<Substring> = [
    "public", "package", "internal", "private", "fileprivate", "static", "class", "final",
    "mutating", "nonmutating", "nonisolated", "isolated", "override", "required", "convenience",
    "consuming", "borrowing", "indirect", "lazy", "weak", "prefix", "postfix", "infix",
  ]
}
