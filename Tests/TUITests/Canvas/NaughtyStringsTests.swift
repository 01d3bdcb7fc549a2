import Foundation
import TUI
import Testing

/// The big list of naughty strings, which stays outside the project.
struct NaughtyStringsTests {
  private static var file: String? {
    ProcessInfo.processInfo.environment["AUTHTOP_VECTORS"].map { $0 + "/naughty-strings.json" }
  }

  @Test(.enabled(if: file != nil, "AUTHTOP_VECTORS is not set: the list was left out"))
  func `naughty strings come out safe and stay as they came out`() throws {
    let path = try #require(Self.file)
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let strings = try JSONDecoder().decode([String].self, from: data)
    #expect(strings.count > 500)
    for text in strings {
      let safe = SafeText(foreign: text)
      #expect(SafeText(foreign: safe.plain).plain == safe.plain)
      #expect(!safe.plain.unicodeScalars.contains { $0.properties.generalCategory == .control })
    }
  }
}
