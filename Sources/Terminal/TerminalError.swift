/// Why the screen cannot be shown; nothing has been written to the terminal then.
package enum TerminalError: Error, Hashable, Sendable {
  case inputIsNoTerminal
  case outputIsNoTerminal
  case noTerminalName
  /// The value of TERM, which is unknown or cannot move its cursor.
  case cannotDraw(name: String)
  case cannotStart

  /// One sentence for the user; `name` in it is not yet safe to show.
  package var sentence: String {
    switch self {
    case .inputIsNoTerminal:
      "The screen needs a keyboard, but standard input is no terminal; "
        + "use a command such as `authtop list` instead."
    case .outputIsNoTerminal:
      "The screen needs a terminal, but standard output is none; "
        + "use a command such as `authtop list` instead."
    case .noTerminalName:
      "TERM is not set, so the screen cannot be drawn; set it (to xterm-256color, say) "
        + "or use a command such as `authtop list`."
    case .cannotDraw(let name):
      "The terminal type `\(name)` is unknown or cannot move its cursor; set TERM "
        + "(to xterm-256color, say) or use a command such as `authtop list`."
    case .cannotStart:
      "The terminal could not be set up; nothing was changed; "
        + "use a command such as `authtop list` instead."
    }
  }
}
