import TUI
import Testing

@testable import Terminal

/// Which changes of a screen are sent style by style.
@MainActor
struct ChangesTests {
  private func frame(
    _ seconds: Int,
    rows: Int = 6,
    name: SafeText = "name",
    cursor: Bool = false
  ) -> Frame {
    Frame.drawn(columns: 40, rows: rows) { region in
      for y in 0..<rows {
        region.put(name, y: y)
        region.put("4m\(seconds, digits: 2)s", x: 20, y: y, .expiring)
        region.put("4m\(seconds, digits: 2)s", x: 30, y: y)
      }
      if cursor { region.showCursor(x: 0, y: 0) }
    }
  }

  @Test func `seconds that tick are sent column by column`() throws {
    let changes = try #require(Changes(from: frame(13), to: frame(14)))
    #expect(changes.byStyle.count == 2)
    #expect(changes.byStyle[0] == (0..<6).map { $0 * 40 + 23 })
    #expect(changes.byStyle[1] == (0..<6).map { $0 * 40 + 33 })
  }

  @Test func `a column of seconds costs three bytes a row`() throws {
    let new = frame(14)
    let changes = try #require(Changes(from: frame(13), to: new))
    var inks = Inks(colours: 0, isLight: false)
    let column = "4" + String(repeating: "\n\u{08}4", count: 5)
    let text = changes.text(of: new, inks: &inks)
    #expect(
      text == "\u{1B}[0;1m\u{1B}[1;24H\(column)\u{1B}[0m\u{1B}[1;34H\(column)\u{1B}[0m\u{1B}[H"
    )
  }

  @Test func `after the last column the place is said anew`() throws {
    let frames = [13, 14].map { seconds in
      Frame.drawn(columns: 8, rows: 4) { region in
        for y in 0..<4 { region.put("\(seconds, digits: 2)", x: 6, y: y) }
      }
    }
    let changes = try #require(Changes(from: frames[0], to: frames[1]))
    var inks = Inks(colours: 0, isLight: false)
    let text = changes.text(of: frames[1], inks: &inks)
    #expect(text.split(separator: "\u{1B}[").count == 1 + 4 + 2, "\(text.debugDescription)")
  }

  @Test func `text that changes goes row by row`() {
    #expect(Changes(from: frame(13), to: frame(13, name: "another")) == nil)
    #expect(Changes(from: frame(13), to: frame(13)) == nil)
    #expect(Changes(from: frame(13, rows: 2), to: frame(14, rows: 2)) == nil)
  }

  @Test func `a cursor and wide glyphs keep to whole rows`() {
    #expect(Changes(from: frame(13, cursor: true), to: frame(14, cursor: true)) == nil)
    #expect(Changes(from: frame(13, name: "雪"), to: frame(14, name: "雪")) == nil)
  }
}
