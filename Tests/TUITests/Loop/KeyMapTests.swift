import TUI
import Testing

/// Names of keys, and the table with keys of the user's own.
struct KeyMapTests {
  @Test(
    arguments: [
      ("r", .character("r")), ("R", .character("R")), ("space", .character(" ")),
      ("ctrl-r", .ctrl("r")), ("alt-x", .alt("x")), ("f12", .function(12)), ("esc", .escape),
      ("shift-tab", .backTab), ("pagedown", .pageDown), ("-", .character("-")),
    ] as [(String, Key)]
  )
  func `a key has one name`(name: String, key: Key) {
    #expect(Key(name: name) == key)
    #expect(key.name == name)
  }

  @Test(arguments: ["", "rr", "ctrl-", "ctrl-R", "f13", "f0", "Enter", " ", "ctrl-rr", "shift-r"])
  func `other texts are no key's name`(name: String) {
    #expect(Key(name: name) == nil)
  }

  @Test func `the table's own keys hold by default`() {
    #expect(KeyMap.standard.bindings == KeyBinding.table)
    for binding in KeyBinding.table {
      for key in binding.keys { #expect(KeyMap.standard.action(for: key) == binding.action) }
    }
  }

  @Test func `other keys stand in for the table's`() throws {
    let map = try KeyMap(changes: [.refresh: [.function(5), .character("e")]])
    #expect(map.action(for: .character("r")) == nil)
    #expect(map.action(for: .function(5)) == .refresh)
    #expect(map.action(for: .character("e")) == .refresh)
    #expect(map.label(of: .refresh).plain == "F5")
    #expect(map.action(for: .character("q")) == .quit)
  }

  @Test func `two actions may swap their keys but not share one`() throws {
    let swapped = try KeyMap(changes: [.quit: [.character("r")], .refresh: [.character("q")]])
    #expect(swapped.action(for: .character("q")) == .refresh)
    #expect(throws: KeyMap.Clash.self) {
      try KeyMap(changes: [.refresh: [.character("q")]])
    }
  }
}
