/// Everything that a key can ask for, by name; help, hints and dispatch come from one table.
package enum Action: String, CaseIterable, Sendable {
  case down, up, top, bottom, pageDown, pageUp
  case nextPane, previousPane, tabRight, tabLeft
  case allBackends, open, back, zoom
  case mark, markAll, unmarkAll, sortNext, sortPrevious, invertSort
  case refresh, refreshExpiring, verify, reload, redraw
  case activateBackend, moveSession, signOut, signOutEverywhere
  case revealPersonal, toggleTimeZone
  case signIn, filter, help, suspend, quit

  /// The move through a list or a text that it stands for.
  var scrollMove: ScrollMove? {
    switch self {
    case .down: .down
    case .up: .up
    case .top: .first
    case .bottom: .last
    case .pageDown: .pageDown
    case .pageUp: .pageUp
    default: nil
    }
  }
}

/// One line of the key table.
package struct KeyBinding: Sendable {
  package let action: Action
  package let keys: [Key]
  /// The keys as they are printed.
  package let label: StaticString
  /// One or two words for the bottom line; nil keeps it out of there.
  package let hint: StaticString?
  /// A sentence for the help.
  package let title: StaticString

  /// The table that dispatches keys and that help and hints are made from.
  package static let table: [KeyBinding] = [
    KeyBinding(.refresh, [.character("r")], "r", "refresh", "refresh the tokens of this session"),
    KeyBinding(
      .refreshExpiring,
      [.character("R")],
      "R",
      nil,
      "refresh all that are expiring or expired"
    ),
    KeyBinding(
      .activateBackend,
      [.character("b")],
      "b",
      "use",
      "choose the backend where sign-in writes and the app reads"
    ),
    KeyBinding(
      .moveSession,
      [.character("m")],
      "m",
      "move",
      "move the session to another backend"
    ),
    KeyBinding(.signOut, [.character("d")], "d", "sign out", "sign this session out"),
    KeyBinding(
      .signOutEverywhere,
      [.character("D")],
      "D",
      "everywhere",
      "sign the user out on every device"
    ),
    KeyBinding(.filter, [.character("/")], "/", "filter", "filter the list"),
    KeyBinding(.help, [.character("?"), .function(1)], "?", "help", "show this help"),
    KeyBinding(.quit, [.character("q"), .ctrl("c")], "q", "quit", "quit"),
    KeyBinding(.signIn, [.character("i")], "i", "sign in", "sign a user in"),
    KeyBinding(
      .verify,
      [.character("v")],
      "v",
      "verify",
      "check the signatures with the pool's published keys"
    ),
    KeyBinding(
      .revealPersonal,
      [.character("x")],
      "x",
      "reveal",
      "show or mask personal claims"
    ),
    KeyBinding(.toggleTimeZone, [.character("t")], "t", "time zone", "times in UTC or local"),
    KeyBinding(.down, [.character("j"), .down], "j ↓", nil, "next line"),
    KeyBinding(.up, [.character("k"), .up], "k ↑", nil, "previous line"),
    KeyBinding(.top, [.character("g"), .home], "g Home", nil, "first line"),
    KeyBinding(.bottom, [.character("G"), .end], "G End", nil, "last line"),
    KeyBinding(.pageDown, [.ctrl("d"), .pageDown], "PgDn ^D", nil, "a page down"),
    KeyBinding(.pageUp, [.ctrl("u"), .pageUp], "PgUp ^U", nil, "a page up"),
    KeyBinding(.nextPane, [.tab], "Tab", nil, "next pane"),
    KeyBinding(.previousPane, [.backTab], "S-Tab", nil, "previous pane"),
    KeyBinding(.tabRight, [.character("l"), .right], "l →", nil, "next tab of the detail"),
    KeyBinding(.tabLeft, [.character("h"), .left], "h ←", nil, "previous tab of the detail"),
    KeyBinding(.allBackends, [.character("0")], "1-9 0", nil, "one backend only, or all"),
    KeyBinding(.open, [.enter], "Enter", nil, "open the detail; fold or unfold long values"),
    KeyBinding(.back, [.escape], "Esc", nil, "back; never quits"),
    KeyBinding(.zoom, [.character("z")], "z", nil, "this pane on the whole screen"),
    KeyBinding(.mark, [.character(" ")], "Space", nil, "mark or unmark this session"),
    KeyBinding(.markAll, [.character("*")], "*", nil, "mark all that are listed"),
    KeyBinding(.unmarkAll, [.character("U")], "U", nil, "unmark all"),
    KeyBinding(.sortNext, [.character(">")], ">", nil, "sort by the next column"),
    KeyBinding(.sortPrevious, [.character("<")], "<", nil, "sort by the previous column"),
    KeyBinding(.invertSort, [.character("I")], "I", nil, "turn the order around"),
    KeyBinding(.reload, [.ctrl("r")], "^R", nil, "read all backends again"),
    KeyBinding(.redraw, [.ctrl("l")], "^L", nil, "draw the screen anew"),
    KeyBinding(.suspend, [.ctrl("z")], "^Z", nil, "back to the shell; fg returns"),
  ]

  private init(
    _ action: Action,
    _ keys: [Key],
    _ label: StaticString,
    _ hint: StaticString?,
    _ title: StaticString
  ) {
    self.action = action
    self.keys = keys
    self.label = label
    self.hint = hint
    self.title = title
  }

  /// The action of a key, nil for a key that does nothing.
  package static func action(for key: Key) -> Action? { byKey[key] }

  private static let byKey: [Key: Action] = Dictionary(
    table.flatMap { binding in binding.keys.map { ($0, binding.action) } },
    uniquingKeysWith: { first, _ in first }
  )
}
