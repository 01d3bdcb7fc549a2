import FoundationEssentials

/// A Swift file of the repository, with its path from the repository's root.
struct SourceFile: Sendable, CustomStringConvertible {
  let path: String
  let text: String

  var description: String { path }

  /// The path's parts: `Sources`, module, folders, file.
  var parts: [String] { path.split(separator: "/").map(String.init) }
  var name: String { parts.last ?? "" }
  /// The module of a product file, nil for a test.
  var module: String? { parts.first == "Sources" && parts.count > 2 ? parts[1] : nil }
  var isTest: Bool { parts.first == "Tests" }
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The text without comments and without what stands in string literals.
  var code: String { SwiftScanner.code(of: text) }
}

/// The repository that this file belongs to.
enum Repository {
  static let root: String = {
    let parts = #filePath.split(separator: "/")
    return "/" + parts.dropLast(3).joined(separator: "/")
  }()

  /// Every Swift file under `Sources` and `Tests`, ordered by path.
  static let files: [SourceFile] = ["Sources", "Tests"].flatMap { folder in
    ((try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []).sorted()
      .filter { $0.hasSuffix(".swift") }
      .compactMap { path in
        FileManager.default.contents(atPath: "\(root)/\(folder)/\(path)").map {
          SourceFile(path: "\(folder)/\(path)", text: String(decoding: $0, as: UTF8.self))
        }
      }
  }

  static var product: [SourceFile] { files.filter { $0.module != nil } }
}
