import TUI
import Terminal
import Testing

struct KeyDecoderTests {
  private func decode(_ text: String) -> [Key] {
    var decoder = KeyDecoder()
    return decoder.feed(Array(text.utf8)) + decoder.timeout()
  }

  private static let known: [(String, [Key])] = [
    ("a", [.character("a")]), ("é", [.character("é")]), ("日", [.character("日")]), ("\r", [.enter]),
    ("\n", [.enter]), ("\t", [.tab]), ("\u{7F}", [.backspace]), ("\u{8}", [.backspace]),
    ("\u{3}", [.ctrl("c")]), ("\u{1A}", [.ctrl("z")]), ("\u{0}", [.ctrl(" ")]),
    ("\u{1F}", [.ctrl("_")]),
    ("\u{1B}", [.escape]), ("\u{1B}\u{1B}", [.escape, .escape]), ("\u{1B}x", [.alt("x")]),
    ("\u{1B}é", [.alt("é")]), ("\u{1B}[A", [.up]), ("\u{1B}OA", [.up]), ("\u{1B}[B", [.down]),
    ("\u{1B}[1;5C", [.wordRight]), ("\u{1B}b", [.wordLeft]), ("\u{1B}[H", [.home]),
    ("\u{1B}[4~", [.end]),
    ("\u{1B}[5~", [.pageUp]), ("\u{1B}[6~", [.pageDown]), ("\u{1B}[3~", [.delete]),
    ("\u{1B}[Z", [.backTab]), ("\u{1B}OP", [.function(1)]), ("\u{1B}[15~", [.function(5)]),
    ("\u{1B}[24~", [.function(12)]), ("\u{1B}[<0;3;5M", [.mouse(Mouse(.press, x: 2, y: 4))]),
    ("\u{1B}[<0;3;5m", [.mouse(Mouse(.release, x: 2, y: 4))]),
    ("\u{1B}[<64;1;1M", [.mouse(Mouse(.wheelUp, x: 0, y: 0))]), ("\u{1B}[<35;1;1M", []),
    ("\u{1B}[200~q\rd\u{1B}[201~x", [.paste("q\nd"), .character("x")]),
    ("\u{1B}[?1;2c", []), ("\u{1B}]11;rgb:0/0/0\u{7}q", [.character("q")]),
    ("\u{1B}]0;title\u{1B}\\q", [.character("q")]), ("\u{1B}P1$r\u{1B}\\", []),
    ("\u{1B}[99~a", [.character("a")]),
    ("\u{1B}[1\u{3}", [.ctrl("c")]),
  ]

  @Test(arguments: known)
  func `a sequence is a key`(text: String, keys: [Key]) {
    #expect(decode(text) == keys)
  }

  @Test(arguments: known)
  func `a sequence is the same key in single bytes`(text: String, keys: [Key]) {
    var decoder = KeyDecoder()
    var got: [Key] = []
    for byte in Array(text.utf8) { got += decoder.feed([byte]) }
    #expect(got + decoder.timeout() == keys)
  }

  @Test func `it waits only while something is unfinished`() {
    var decoder = KeyDecoder()
    #expect(decoder.waiting == nil)
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.waiting == .sequence)
    #expect(decoder.timeout() == [.escape])
    #expect(decoder.waiting == nil)
    _ = decoder.feed(Array("\u{1B}[200~ab".utf8))
    #expect(decoder.waiting == .paste)
    #expect(decoder.timeout() == [.paste("ab")])
    #expect(decoder.feed(Array("q".utf8)) == [.character("q")])
  }

  @Test func `an ESC that the next byte came too late for is a key of its own`() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.settleEscape(before: 0x44) == [.escape])
    #expect(decoder.feed([0x44]) == [.character("D")])
    // A slow line cuts an arrow too.
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.settleEscape(before: 0x5B).isEmpty)
    #expect(decoder.feed(Array("[A".utf8)) == [.up])
    #expect(decoder.feed(Array("\u{1B}[".utf8)).isEmpty)
    #expect(decoder.settleEscape(before: 0x44).isEmpty)
    #expect(decoder.feed([0x44]) == [.left])
  }

  @Test func `a paste of any size is one key and bounded`() {
    var decoder = KeyDecoder()
    var keys = decoder.feed(Array("\u{1B}[200~".utf8))
    let chunk = Array(String(repeating: "qdD\r\u{1B}[A", count: 1000).utf8)
    for _ in 0..<200 { keys += decoder.feed(chunk) }
    keys += decoder.feed(Array("\u{1B}[201~".utf8))
    #expect(keys.count == 1)
    guard case .paste(let text) = keys.first else { return #expect(Bool(false)) }
    #expect(text.utf8.count == KeyDecoder.longestPaste)
  }

  @Test func `an endless sequence takes no memory and does no harm`() {
    var decoder = KeyDecoder()
    var keys = decoder.feed(Array("\u{1B}]52;c;".utf8))
    for _ in 0..<1000 { keys += decoder.feed([UInt8](repeating: 0x41, count: 1000)) }
    keys += decoder.feed([0x07, 0x71])
    #expect(keys == [.character("q")])
    keys = decoder.feed(Array("\u{1B}[".utf8) + [UInt8](repeating: 0x31, count: 100_000))
    #expect(keys.isEmpty)
    _ = decoder.timeout()
    #expect(decoder.feed([0x71]) == [.character("q")])
  }

  @Test func `broken text is dropped without its neighbours`() {
    var decoder = KeyDecoder()
    #expect(
      decoder.feed([0xFF, 0x61, 0xC3, 0x62, 0xE6, 0x97]) == [.character("a"), .character("b")]
    )
    #expect(decoder.feed([0xA5]) == [.character("日")])
  }
}
