import TUI
import Testing

@testable import CLI

struct SingleLineTests {
  @Test(arguments: [
    ("plain é日本", "plain é日本"), ("", ""), ("a\nb\r\tc", "a<U+000A>b<U+000D><U+0009>c"),
    ("\u{1B}[31m\u{9B}", "<U+001B>[31m<U+009B>"),
    ("a\u{202E}b\u{2028}c\u{200B}d\u{E000}", "a<U+202E>b<U+2028>c<U+200B>d<U+E000>"),
  ])
  func `no character that a terminal acts on gets through, and none is gone without a mark`(
    text: String,
    line: String
  ) {
    #expect(SingleLine.text(text) == line)
    #expect(SingleLine.text(text) == SafeText(foreign: text).plain)
    #expect(SingleLine.text(line) == line)
  }
}
