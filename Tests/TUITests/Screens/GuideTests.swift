import FoundationEssentials
import TUI
import TestSupport
import Testing

/// The pictures of the user guide that are named there are screens of the program as it is.
///
/// A picture follows a line such as `<!-- picture help 80x24 -->`. With `AUTHTOP_WRITE_PICTURES=1` in the
/// environment they are drawn anew into the guide.
struct GuideTests {
  private static let url: URL = {
    let root = String(#filePath).split(separator: "/").dropLast(4).joined(separator: "/")
    return URL(filePath: "/\(root)/Docs/UserGuide.md")
  }()

  /// The screens that the guide shows from the gallery.
  private static let wanted: Set = [
    "help", "switch", "managed-waiting", "devices", "end-session", "unlock", "held", "what-if",
    "bulk-running", "refresh", "raw", "checks-tab", "journal-tab", "remove-keys",
  ]

  @Test func `each picture is what the program draws`() async throws {
    let before = String(decoding: try Data(contentsOf: Self.url), as: UTF8.self)
    var lines = before.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var named: Set<String> = []
    var number = 0
    while number < lines.count {
      if let (name, columns, rows) = Self.picture(lines[number]) {
        named.insert(name)
        let one = try #require(Gallery.all.first { $0.name == name }, "\(name)")
        let picture = try await one.open(columns, rows).picture
        let start = number + 2
        let end = try #require(lines[start...].firstIndex(of: "```"), "\(name)")
        let isSame = lines[start..<end].joined(separator: "\n") == picture
        if PictureBook.isWriting {
          lines.replaceSubrange(start..<end, with: picture.components(separatedBy: "\n"))
        } else {
          #expect(isSame, "\(name) is drawn otherwise now:\n\(picture)")
        }
      }
      number += 1
    }
    #expect(named == Self.wanted)
    let after = lines.joined(separator: "\n")
    if PictureBook.isWriting, after != before { try Data(after.utf8).write(to: Self.url) }
  }

  /// The screen and the size that a line names.
  private static func picture(_ line: String) -> (name: String, columns: Int, rows: Int)? {
    let words = line.split(separator: " ")
    guard words.count == 5, words[0] == "<!--", words[1] == "picture", words[4] == "-->" else {
      return nil
    }
    let size = words[3].split(separator: "x").compactMap { Int($0) }
    return size.count == 2 ? (String(words[2]), size[0], size[1]) : nil
  }
}
