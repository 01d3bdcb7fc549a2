import TUI
import Testing

struct SafeTextTests {
  private func shown(_ text: String) -> String { SafeText(foreign: text).plain }

  @Test(arguments: [
    ("\u{1B}[31m", "<U+001B>[31m"), ("\u{9B}31m", "<U+009B>31m"),
    ("a\tb\nc", "a<U+0009>b<U+000A>c"),
    ("\u{7F}", "<U+007F>"), ("\u{0}", "<U+0000>"), ("\u{202E}evil", "<U+202E>evil"),
    ("a\u{200B}b", "a<U+200B>b"), ("\u{FEFF}x", "<U+FEFF>x"), ("\u{AD}", "<U+00AD>"),
    ("\u{E0041}", "<U+E0041>"), ("\u{E000}", "<U+E000>"), ("\u{3164}", "<U+3164>"),
    ("\u{2800}", "<U+2800>"), ("\u{A0}", "<U+00A0>"), ("\u{2028}", "<U+2028>"),
    ("\u{115F}\u{1160}", "<U+115F><U+1160>"), ("\u{10FFFF}", "<U+10FFFF>"), ("\u{34F}", "<U+034F>"),
  ])
  func `what is unsafe becomes a mark`(text: String, expected: String) {
    #expect(shown(text) == expected)
    #expect(SafeText(foreign: text).pieces.contains { $0.origin == .mark })
  }

  @Test(arguments: [
    "alice@acme.dev", "日本語", "é e\u{301} naïve", "한국어", "नमस्ते", "שלום", "👍🏽", "👨‍👩‍👧‍👦", "🇩🇪", "❤️",
    "1️⃣", "🏴‍☠️", "<U+001B>", "●◐○◌✓", "ก็", "",
  ])
  func `clean text is left as it is`(text: String) {
    #expect(shown(text).unicodeScalars.elementsEqual(text.unicodeScalars))
    #expect(!SafeText(foreign: text).pieces.contains { $0.origin == .mark })
  }

  @Test func `joiners and selectors outside emoji are marks`() {
    #expect(shown("a\u{200D}b") == "a<U+200D>b")
    #expect(shown("a\u{FE0F}") == "a<U+FE0F>")
    #expect(shown("👍\u{200D}x") == "👍<U+200D>x")
    #expect(shown("\u{1F3F4}\u{E0067}\u{E007F}") == "\u{1F3F4}<U+E0067><U+E007F>")
  }

  @Test func `the fifth combining mark and those after it are marks`() {
    let text = "a" + String(repeating: "\u{301}", count: 6) + "b"
    let expected = "a\u{301}\u{301}\u{301}\u{301}<U+0301><U+0301>b"
    #expect(shown(text).unicodeScalars.elementsEqual(expected.unicodeScalars))
    #expect(shown("\u{301}a") == "<U+0301>a")
    #expect(shown("\u{1B}\u{301}") == "<U+001B><U+0301>")
  }

  @Test func `ill-formed bytes are shown one by one`() {
    #expect(SafeText(foreignBytes: [0x61, 0xFF, 0x62]).plain == "a\\xFFb")
    #expect(SafeText(foreignBytes: [0xC0, 0xAF]).plain == "\\xC0\\xAF")
    #expect(SafeText(foreignBytes: [0xED, 0xA0, 0x80]).plain == "\\xED\\xA0\\x80")
    #expect(SafeText(foreignBytes: [0xE6, 0x97]).plain == "\\xE6\\x97")
    #expect(SafeText(foreignBytes: Array("日\u{1B}".utf8)).plain == "日<U+001B>")
  }

  @Test func `literals take safe texts and numbers`() {
    let user = SafeText(foreign: "\u{7}bob")
    let text: SafeText = "hello \(user), \(7) \(7, digits: 2)"
    #expect(text.plain == "hello <U+0007>bob, 7 07")
    #expect(text.columns == text.plain.count)
  }

  @Test(arguments: [
    ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👨‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("❤️", 2), ("1️⃣", 2), ("👍🏽", 2),
    ("ｱ", 1),
    ("Ａ", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("★", 1), ("█░", 2), ("\u{1B}", 8),
    ("नमस्ते", 4),
  ])
  func `widths are those of a terminal`(text: String, columns: Int) {
    #expect(SafeText(foreign: text).columns == columns)
  }
}
