/// Words that may not stand in the code.
struct WordRule: Sendable {
  let word: String
  let why: String
  /// Where the word is forbidden.
  let applies: @Sendable (SourceFile) -> Bool

  static let all: [WordRule] = [
    WordRule("try!", "an error must be handled"),
    WordRule("as!", "a cast may fail"),
    WordRule("fatalError(", "no input may end the program"),
    WordRule("preconditionFailure(", "no input may end the program"),
    WordRule("@unchecked", "the compiler checks what is shared"),
    WordRule("nonisolated(unsafe)", "the compiler checks what is shared"),
    WordRule("import Foundation\n", "product code has FoundationEssentials") { !$0.isTest },
    WordRule("print(", "only the command line writes to standard output") {
      $0.module != "CLI" && !$0.path.hasPrefix("Tests/Benchmarks/")
    },
    WordRule("makeChanges(", "what changes a session is recorded first: SessionManager.write") {
      $0.path.hasPrefix("Sources/AuthCore/Sessions/")
        && !$0.path.hasSuffix("/SessionManager+Change.swift")
    },
    WordRule("sleep(", "a test waits for what happens, not for time") { $0.isTest },
  ]

  /// Marks that belong into no comment.
  static let commentWords = ["TODO", "FIXME", "XXX:", "MARK:"]

  init(
    _ word: String,
    _ why: String,
    applies: @escaping @Sendable (SourceFile) -> Bool = { _ in true }
  ) {
    self.word = word
    self.why = why
    self.applies = applies
  }

  static func breaches(in file: SourceFile) -> [String] {
    let code = file.code
    var breaches = all.filter { $0.applies(file) && contains(code, $0.word) }
      .map { "\(file): \($0.word): \($0.why)" }
    // The rule itself has to name the words; they stand in strings there.
    for line in file.lines {
      guard let comment = line.firstRange(of: "//").map({ line[$0.lowerBound...] }) else {
        continue
      }
      for word in commentWords where comment.contains(word) && !comment.contains("\"") {
        breaches.append("\(file): \(word) in a comment")
      }
    }
    return breaches
  }

  /// Whether the word stands there and not as the end of a longer one (`fingerprint(`).
  private static func contains(_ code: String, _ word: String) -> Bool {
    code.ranges(of: word).contains { range in
      guard let first = word.first, first.isLetter, range.lowerBound > code.startIndex else {
        return true
      }
      let before = code[code.index(before: range.lowerBound)]
      // `usleep(` and `Task.sleep(` are meant as well; `blueprint(` is not.
      return word == "sleep(" || !(before.isLetter || before.isNumber || before == "_")
    }
  }
}
