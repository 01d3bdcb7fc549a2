/// Where files may be opened, made and removed: each outside thing has one door, and the disk's are these.
enum DoorRule {
  /// What only a door needs.
  static let words = [
    "O_RDONLY", "O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND", "fopen(", "opendir(", "mkdtemp(",
    "mkstemp(", "mkdir(", "rename(", "unlink(", "rmdir(", "symlink(", "FileManager", "FileHandle",
    "fromPEMFile(", "DatabasePool(", "DatabaseQueue(",
  ]

  /// The folders and files that are the disk's doors; `Docs/Architecture.md` names each of them.
  static let doors = [
    "Backends/Files", "Backends/Local", "Backends/TerminalSession",
    "Backends/Helper/Kit/MachineClock", "CLI/Configuration", "CLI/Output/InspectInput",
    "CLI/Output/NewFile", "CLI/Output/Outbox", "CLI/PassphraseSource", "CLI/SignIn/TerminalPrompt",
    "CLI/Demo", "UserPoolClient/TrustRoots",
  ]

  /// The words of a file of the product that stand in no door.
  static func breaches(in file: SourceFile) -> [String] {
    guard file.module != nil, !doors.contains(where: { isBehind($0, file.path) }) else { return [] }
    let code = file.code
    return words.filter { contains(code, $0) }.map { "\(file): \($0) is for the disk's doors" }
  }

  static func isBehind(_ door: String, _ path: String) -> Bool {
    path == "Sources/\(door).swift" || path.hasPrefix("Sources/\(door)/")
  }

  /// Whether the word stands there as a whole, and not as a part of a longer name.
  private static func contains(_ code: String, _ word: String) -> Bool {
    code.ranges(of: word).contains { range in
      func isPart(_ character: Character?) -> Bool {
        character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
      }
      let after = range.upperBound < code.endIndex ? code[range.upperBound] : nil
      return !isPart(code[..<range.lowerBound].last) && (word.hasSuffix("(") || !isPart(after))
    }
  }
}
