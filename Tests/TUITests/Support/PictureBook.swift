import FoundationEssentials
import TUI

/// The pictures of one screen in a file beside the tests, each under its size.
///
/// With `AUTHTOP_WRITE_PICTURES=1` in the environment the file is written instead of compared: look at
/// what git says has changed.
struct PictureBook {
  private let url: URL
  private var pages: [(title: String, text: String)] = []

  init(_ name: String) {
    let tests = String(#filePath).split(separator: "/").dropLast(2).joined(separator: "/")
    url = URL(filePath: "/\(tests)/Pictures/\(name).txt")
  }

  static var isWriting: Bool {
    ProcessInfo.processInfo.environment["AUTHTOP_WRITE_PICTURES"] == "1"
  }

  mutating func add(_ title: String, _ text: String) { pages.append((title, text)) }

  private var text: String {
    pages.map { "== \($0.title)\n\($0.text)\n" }.joined()
  }

  /// What differs from the file, a page at a time; empty when nothing does.
  func differences() throws -> [String] {
    if Self.isWriting {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: url)
      return []
    }
    guard let data = try? Data(contentsOf: url) else { return ["there is no \(url.path)"] }
    let kept = String(decoding: data, as: UTF8.self)
    guard kept != text else { return [] }
    let others = kept.split(separator: "== ").map { String($0) }
    let changed = pages.filter { !others.contains("\($0.title)\n\($0.text)\n") }
    return changed.isEmpty
      ? ["\(url.path) has other pages"] : changed.map { "\($0.title)\n\($0.text)" }
  }
}

extension Frame {
  /// The roles of the styles as letters, in upper case on another ground than the usual one.
  ///
  /// Plain cells are dots, and what ends a row in dots is left out.
  var roles: String {
    (0..<rows).map { y in
      var line = row(y).map { Self.letter($0.style) }.joined()
      while line.last == "." { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }

  private static func letter(_ style: Style) -> String {
    let letter =
      switch style.role {
      case .plain: "."
      case .title: "t"
      case .dim: "d"
      case .accent: "a"
      case .header: "h"
      case .border: "b"
      case .hint: "n"
      case .key: "k"
      case .danger: "g"
      case .match: "m"
      case .input: "i"
      case .live: "l"
      case .expiring: "e"
      case .expired: "x"
      case .revoked: "r"
      case .broken: "o"
      case .verified: "v"
      case .mark: "!"
      case .barFull: "f"
      case .barEmpty: "y"
      }
    guard style.ground != .normal else { return letter }
    return letter == "." ? ":" : letter.uppercased()
  }
}
