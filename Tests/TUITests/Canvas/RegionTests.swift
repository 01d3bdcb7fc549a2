import TUI
import TestSupport
import Testing

struct RegionTests {
  @Test func `a box has a title and an inside`() {
    let frame = Frame.drawn(columns: 20, rows: 4) { region in
      let inside = region.box(StyledLine("Sessions", .title))
      inside.put("alice", y: 0, .live)
      inside.put("right", y: 1, align: .right)
    }
    #expect(
      picture(of: frame) == """
        ╭ Sessions ────────╮
        │alice             │
        │             right│
        ╰──────────────────╯
        """
    )
    #expect(style(of: "alice", in: frame, row: 1) == .live)
    #expect(style(of: "Sessions", in: frame, row: 0) == .title)
  }

  @Test func `without Unicode borders are ASCII and foreign text is marked`() {
    let text = picture(columns: 26, rows: 3, charset: .ascii) { region in
      let inside = region.box("●")
      inside.put("● " + SafeText(foreign: "é日") + "…")
    }
    #expect(
      text == """
        + * ---------------------+
        |* <U+00E9><U+65E5>~     |
        +------------------------+
        """
    )
  }

  @Test func `text that does not fit ends in an ellipsis`() {
    #expect(picture(columns: 8, rows: 1) { $0.put("alice@acme.dev") } == "alice@a…")
    #expect(picture(columns: 5, rows: 1) { $0.put("日本語") } == "日本…")
    #expect(picture(columns: 4, rows: 1) { $0.put("日本語") } == "日…")
    #expect(picture(columns: 20, rows: 1) { $0.put("abcdef", x: 2, width: 4) } == "  abc…")
  }

  @Test func `a wide glyph that is half overwritten becomes blank`() {
    let text = picture(columns: 6, rows: 1) { region in
      region.put("日本語")
      region.put("x", x: 1)
      region.put("y", x: 4)
    }
    #expect(text == " x本y")
  }

  @Test func `nothing is drawn outside a region`() {
    let text = picture(columns: 6, rows: 2) { region in
      region.fill(.plain)
      let part = region.part(x: 2, y: 0, columns: 2, rows: 1)
      part.put("abcdef")
      part.put("below", y: 1)
      part.put("above", y: -1)
      part.part(x: 5, y: 5, columns: 9, rows: 9).put("far")
    }
    #expect(text == "  a…")
  }

  @Test func `a screen of no size can be drawn on`() {
    for (columns, rows) in [(0, 0), (1, 1), (1, 50), (50, 1), (-3, 4)] {
      let frame = Frame.drawn(columns: columns, rows: rows) { region in
        let inside = region.box("title", note: "note")
        inside.put("text", y: 0)
        inside.fill(.selected)
        region.centred(columns: 10, rows: 10).box("x")
        region.showCursor(x: 3, y: 3)
      }
      #expect(frame.cells.count == max(0, columns) * max(0, rows))
    }
  }

  @Test func `matches are drawn in their own style`() {
    let frame = Frame.drawn(columns: 12, rows: 1) { region in
      region.put(SafeText(foreign: "alice"), matches: [1..<3], .live)
    }
    #expect(styles(of: frame, row: 0).map(\.text) == ["a", "li", "ce", "       "])
    #expect(style(of: "li", in: frame, row: 0) == .match)
  }

  @Test func `marks have their own style, whatever was asked for`() {
    let frame = Frame.drawn(columns: 12, rows: 1) { region in
      region.put(SafeText(foreign: "a\u{1B}b"), .verified)
    }
    #expect(style(of: "<U+001B>", in: frame, row: 0) == .mark)
  }

  @Test func `text folds at spaces, and long words are cut`() {
    func folded(_ text: String, _ columns: Int) -> [String] {
      SafeText(foreign: text).folded(columns: columns).map(\.plain)
    }
    #expect(folded("one two three", 8) == ["one two ", "three"])
    #expect(folded("abcdefghij", 4) == ["abcd", "efgh", "ij"])
    #expect(folded("日本語", 4) == ["日本", "語"])
    #expect(folded("", 4) == [""])
    #expect(folded("a\u{1B}", 4) == ["a<U+", "001B", ">"])
  }
}
