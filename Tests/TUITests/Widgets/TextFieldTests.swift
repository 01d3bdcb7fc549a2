import TUI
import TestSupport
import Testing

struct TextFieldTests {
  private func field(_ text: String, _ keys: [Key], isSecret: Bool = false) -> TextField {
    var field = TextField(text, isSecret: isSecret)
    for key in keys { _ = field.handle(key) }
    return field
  }

  @Test func `typing and editing`() {
    #expect(field("", keys("abc")).text == "abc")
    #expect(field("abc", [.left, .backspace]).text == "ac")
    #expect(field("abc", [.home, .delete]).text == "bc")
    #expect(field("one two", [.ctrl("w")]).text == "one ")
    #expect(field("one two", [.left, .ctrl("u")]).text == "o")
    #expect(field("abc", [.home, .right, .ctrl("k")]).text == "a")
    #expect(field("ab cd", [.wordLeft, .character("x")]).text == "ab xcd")
    #expect(field("👨‍👩‍👧‍👦", [.backspace]).text == "")
  }

  @Test func `a paste is text, without its line ends`() {
    #expect(field("a", [.paste("b\nc\u{1B}")]).text == "abc\u{1B}")
  }

  @Test func `keys that are not for it are left to others`() {
    var field = TextField("a")
    #expect(field.handle(.enter) == .ignored)
    #expect(field.handle(.escape) == .ignored)
    #expect(field.handle(.left) == .handled)
    #expect(field.handle(.left) == .handled)
    #expect(field.handle(.backspace) == .handled)
    #expect(field.handle(.character("b")) == .changed)
  }

  @Test func `a secret shows bullets and is in no description`() {
    let field = field("", keys("hunter2"), isSecret: true)
    #expect(picture(columns: 10, rows: 1) { field.draw(in: $0) } == "•••••••")
    var dumped = ""
    dump(field, to: &dumped)
    for text in ["\(field)", String(reflecting: field), dumped] {
      #expect(!text.contains("hunter"))
    }
  }

  @Test func `a long text scrolls so that its cursor is seen`() {
    let field = field("abcdefgh", [])
    let frame = Frame.drawn(columns: 5, rows: 1) { field.draw(in: $0) }
    #expect(picture(of: frame) == "efgh")
    #expect(frame.cursor == Frame.drawn(columns: 5, rows: 1) { $0.showCursor(x: 4, y: 0) }.cursor)
  }
}
