import TUI
import TestSupport
import Testing

struct DialogTests {
  @Test func `the button with the focus is seen where not all of them fit`() {
    var dialog = Dialog<Int>(
      title: "Move",
      sections: [Dialog.Section(["where to?"])],
      buttons: (0..<6).map { Dialog.Button($0, "backend \(SafeText($0))") }
    )
    for number in 0..<7 {
      dialog.fit(columns: 40, rows: 12)
      let frame = Frame.drawn(columns: 40, rows: 12) { dialog.draw(in: $0) }
      #expect(picture(of: frame).contains("[ backend \(number % 6) ]"))
      _ = dialog.handle(.tab)
    }
  }

  private enum Choice: Hashable, Sendable { case cancel, everywhere }

  private var dialog: Dialog<Choice> {
    Dialog(
      title: "Sign out everywhere",
      sections: [
        .init([SafeText(foreign: "alice in pool")]),
        .init("will", .danger, ["revoke all refresh tokens of this user"]),
        .init("keeps", ["device keys (3)"]),
      ],
      buttons: [.init(.cancel, "Cancel"), .init(.everywhere, "Sign out", isDanger: true)]
    )
  }

  @Test func `a dialog says what it will do and has the safe button focused`() {
    let text = picture(columns: 40, rows: 10) { region in
      var dialog = dialog
      dialog.fit(columns: region.columns, rows: region.rows)
      dialog.draw(in: region)
    }
    #expect(
      text == """

        ╭ Sign out everywhere ─────────────────╮
        │ alice in pool                        │
        │ will   revoke all refresh tokens of  │
        │        this user                     │
        │ keeps  device keys (3)               │
        │                                      │
        │             [ Cancel ]    Sign out   │
        ╰──────────────────────────────────────╯
        """
    )
  }

  @Test func `Enter takes the focused button and Esc none`() {
    var dialog = dialog
    #expect(dialog.handle(.enter) == .chosen(.cancel))
    #expect(dialog.handle(.tab) == .handled)
    #expect(dialog.handle(.enter) == .chosen(.everywhere))
    #expect(dialog.handle(.left) == .handled)
    #expect(dialog.handle(.enter) == .chosen(.cancel))
    #expect(dialog.handle(.escape) == .dismissed)
    #expect(dialog.handle(.paste("y\n")) == .ignored)
    #expect(dialog.handle(.character(" ")) == .ignored)
  }

  @Test func `buttons can be clicked where they are drawn`() {
    func target(_ x: Int, _ y: Int) -> ClickTarget? {
      ClickMap.target(x: x, y: y, columns: 40, rows: 10) { dialog.draw(in: $0) }
    }
    #expect(target(15, 7) == .keys([.enter]))
    #expect(target(30, 7) == .keys([.tab, .enter]))
    #expect(target(30, 6) == nil)
  }

  @Test func `a dialog fits any screen`() {
    for columns in 0..<30 {
      for rows in 0..<12 {
        var dialog = dialog
        dialog.fit(columns: columns, rows: rows)
        _ = Frame.drawn(columns: columns, rows: rows) { dialog.draw(in: $0) }
      }
    }
  }
}
