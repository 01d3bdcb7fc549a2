import Testing

@testable import CLI

struct SingleLineTests {
  @Test(arguments: [
    ("plain é日本", "plain é日本"), ("a\nb\r\tc", "a b  c"), ("\u{1B}[31m\u{9B}", " [31m "),
    ("a\u{202E}b\u{2028}c\u{200B}d\u{E000}", "a b c d "), ("", ""),
  ])
  func `no character that a terminal acts on gets through`(text: String, line: String) {
    #expect(SingleLine.text(text) == line)
  }
}
