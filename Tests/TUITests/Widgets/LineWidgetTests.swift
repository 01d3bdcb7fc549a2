import TUI
import TestSupport
import Testing

/// Tabs, key hints, progress and pager.
struct LineWidgetTests {
  @Test func `the way out is the last hint to go`() {
    let hints = KeyHints([
      .init(.enter, "goes there"), .init(.tab, "scope"), .init(.escape, "closes"),
    ])
    for (columns, line) in [
      (40, " Enter goes there  Tab scope  Esc closes"), (30, " Enter goes there  Esc closes"),
      (20, " Esc closes"),
    ] {
      let frame = Frame.drawn(columns: columns, rows: 1) { hints.draw(in: $0) }
      #expect(picture(of: frame) == line)
    }
  }

  @Test func `tabs go round and can be clicked`() {
    var tabs = Tabs(["Access", "ID", "Raw"])
    tabs.move(by: -1)
    #expect(tabs.current == 2)
    tabs.move(by: 1)
    #expect(tabs.current == 0)
    func target(_ x: Int) -> ClickTarget? {
      ClickMap.target(x: x, y: 0, columns: 20, rows: 1) { tabs.draw(in: $0) }
    }
    #expect(picture(columns: 20, rows: 1) { tabs.draw(in: $0) } == "Access  ID  Raw")
    #expect(target(8) == .tab(1))
    #expect(target(6) == nil)
  }

  @Test func `hints that do not fit are left out whole`() {
    let hints = KeyHints([
      .init(.character("r"), "refresh", as: "r"), .init(.enter, "open", as: "Enter"),
      .init(.character("q"), "quit", as: "q"),
    ])
    func target(_ x: Int) -> ClickTarget? {
      ClickMap.target(x: x, y: 0, columns: 22, rows: 1) { hints.draw(in: $0) }
    }
    #expect(picture(columns: 22, rows: 1) { hints.draw(in: $0) } == " r refresh  Enter open")
    #expect(target(12) == .keys([.enter]))
    #expect(target(10) == nil)
    #expect(picture(columns: 21, rows: 1) { hints.draw(in: $0) } == " r refresh  q quit")
  }

  @Test func `progress says count, rate and time left`() {
    let bar = ProgressBar(done: 60, total: 100, elapsed: 5000)
    #expect(bar.line(columns: 35).text.plain == "██████░░░░ 60 of 100  12/s  3s left")
    #expect(bar.line(columns: 20).text.plain == "██████░░░░ 60 of 100")
    #expect(bar.line(columns: 3).text.plain == "███░░ 60 of 100")
    #expect(ProgressBar(done: 0, total: 0).line(columns: 12).text.plain == "░░░░░ 0 of 0")
    #expect(ProgressBar(done: 9, total: 9, elapsed: 2000).remaining == nil)
  }

  @Test func `a pager scrolls and never past its end`() {
    var pager = Pager()
    let lines = (0..<9).map { StyledLine(SafeText($0)) }
    pager.fit(count: 9, rows: 3)
    let isHandled = pager.handle(.character("G"))
    #expect(isHandled)
    #expect(picture(columns: 4, rows: 3) { pager.draw(lines, in: $0) } == "6\n7\n8")
    _ = pager.handle(.mouse(Mouse(.wheelUp, x: 0, y: 0)))
    #expect(picture(columns: 4, rows: 3) { pager.draw(lines, in: $0) } == "3\n4\n5")
    pager.fit(count: 9, rows: 20)
    #expect(pager.scroll.first == 0)
    let isOther = pager.handle(.character("x"))
    #expect(!isOther)
  }

  @Test func `a field folds under itself`() {
    let lines = StyledLine.field("sub", "aaaa bbbb", labelColumns: 5, columns: 10)
    #expect(lines.map(\.text.plain) == ["sub  aaaa ", "     bbbb"])
  }
}
