/// One line of the key table.
package struct KeyBinding: Sendable {
  package let action: Action
  package internal(set) var keys: [Key]
  /// One or two words for the bottom line; nil keeps it out of there.
  package let hint: StaticString?
  /// A sentence for the help.
  package let title: StaticString

  /// `keys` are the names of the keys, separated by spaces, the one of the hint first.
  private init(
    _ action: Action,
    _ keys: String,
    hint: StaticString? = nil,
    _ title: StaticString
  ) {
    self.action = action
    self.keys = keys.split(separator: " ").compactMap { Key(name: String($0)) }
    self.hint = hint
    self.title = title
  }

  /// The keys as they are printed.
  package var label: SafeText { keys.map(\.label).joined(separator: " ") }

  /// The table that dispatches keys and that help, hints and palette are made from.
  ///
  /// Its order is that of the help and of the bottom line. One line a row.
  package static let table: [KeyBinding] = [
    .init(.refresh, "r", hint: "refresh", "refresh the tokens of this session"),
    .init(.refreshExpiring, "R", "refresh all that are expiring or expired"),
    .init(.activateBackend, "b", hint: "backend", "choose where sign-in writes and the app reads"),
    .init(.moveSession, "m", hint: "move", "move the session to another backend"),
    .init(.signOut, "d", hint: "sign out", "sign this session out"),
    .init(.signOutEverywhere, "D", hint: "everywhere", "sign the user out on every device"),
    .init(.verify, "v", hint: "verify", "check the signatures with the pool's published keys"),
    .init(.verifyOnline, "V", "verify, and ask the pool too"),
    .init(.filter, "/", hint: "filter", "filter the list"),
    .init(.copy, "y", hint: "copy", "copy the session or a token of it in some dialect"),
    .init(.palette, ":", hint: "command", "every action by its name"),
    .init(.help, "? f1", hint: "help", "show this help"),
    .init(.quit, "q ctrl-c", hint: "quit", "quit"),
    .init(.signIn, "i", hint: "sign in", "sign a user in"),
    .init(.signInBrowser, "o", "sign a user in in the browser"),
    .init(.checks, "c", hint: "checks", "what is wrong, with all sessions and backends"),
    .init(.journal, "J", hint: "journal", "what happened in all backends, or in the one shown"),
    .init(.diff, "=", hint: "compare", "compare two marked sessions, or a session's tokens"),
    .init(.undo, "u", hint: "undo", "take back the last local change, or do it again"),
    .init(.point, "p", hint: "point", "make LastAuthUser name this session's user"),
    .init(.removeKeys, "X", hint: "remove keys", "remove the keys that the checks find left over"),
    .init(.revealPersonal, "x", hint: "reveal", "show or mask personal claims"),
    .init(.toggleTimeZone, "t", hint: "time zone", "times in UTC or local"),
    .init(.whatIf, "@", hint: "what if", "the whole screen as of another time or clock"),
    .init(.settings, "f2 ,", "keys, colours, columns, warnings and other settings"),
    .init(.down, "j down", "next line"),
    .init(.up, "k up", "previous line"),
    .init(.top, "g home", "first line"),
    .init(.bottom, "G end", "last line"),
    .init(.pageDown, "pagedown ctrl-d", "a page down"),
    .init(.pageUp, "pageup ctrl-u", "a page up"),
    .init(.nextPane, "tab", "next pane"),
    .init(.previousPane, "shift-tab", "previous pane"),
    .init(.tabRight, "l right", "next tab of the detail"),
    .init(.tabLeft, "h left", "previous tab of the detail"),
    .init(.allBackends, "0", "all backends; 1 to 9: one backend only, or all"),
    .init(.open, "enter", "open the detail; fold or unfold long values"),
    .init(.back, "esc", "back; never quits"),
    .init(.zoom, "z", "this pane on the whole screen"),
    .init(.mark, "space", "mark or unmark this session"),
    .init(.markAll, "*", "mark all that are listed"),
    .init(.unmarkAll, "U", "unmark all"),
    .init(.sortNext, ">", "sort by the next column"),
    .init(.sortPrevious, "<", "sort by the previous column"),
    .init(.invertSort, "I", "turn the order around"),
    .init(.reload, "ctrl-r", "read all backends again"),
    .init(.redraw, "ctrl-l", "draw the screen anew"),
    .init(.suspend, "ctrl-z", "back to the shell; fg returns"),
  ]
}

extension KeyBinding: Equatable {
  /// The texts go with the action.
  package static func == (left: KeyBinding, right: KeyBinding) -> Bool {
    left.action == right.action && left.keys == right.keys
  }
}
