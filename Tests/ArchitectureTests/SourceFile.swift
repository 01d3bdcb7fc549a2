import FoundationEssentials

/// A source file of the repository, with its path from the repository's root.
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
  static let files = sources(ending: ".swift")

  /// Every Python file there.
  static let scripts = sources(ending: ".py")

  private static func sources(ending suffix: String) -> [SourceFile] {
    ["Sources", "Tests"].flatMap { sources(in: $0, ending: suffix) }
  }

  private static func sources(in folder: String, ending suffix: String) -> [SourceFile] {
    ((try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []).sorted()
      .filter { $0.hasSuffix(suffix) }
      .compactMap { path in
        FileManager.default.contents(atPath: "\(root)/\(folder)/\(path)").map {
          SourceFile(path: "\(folder)/\(path)", text: String(decoding: $0, as: UTF8.self))
        }
      }
  }

  static var product: [SourceFile] { files.filter { $0.module != nil } }
}
