/// What may lie where.
enum LayoutRule {
  static let topLevel: Set<String> = ["Package.swift", "Sources", "Tests", "Docs", "README.md"]

  /// Names at the top level that are neither fixed, nor hidden, nor ignored by git.
  static func strangers(_ names: [String], ignored: [String]) -> [String] {
    names.filter { !topLevel.contains($0) && !$0.hasPrefix(".") && !ignored.contains($0) }.sorted()
  }

  /// File names that stand in more than one place.
  static func repeated(_ files: [SourceFile]) -> [String] {
    Dictionary(grouping: files, by: \.name).filter { $0.value.count > 1 }
      .map { "\($0.key): \($0.value.map(\.path))" }.sorted()
  }
}
