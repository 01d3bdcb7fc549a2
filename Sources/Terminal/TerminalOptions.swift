package import TUI

/// How the terminal is to be used; settings and environment decide.
package struct TerminalOptions: Sendable {
  /// Which colours are used.
  package enum Colours: Hashable, Sendable {
    /// What the terminal has, or none with NO_COLOR set; for the background that it tells of.
    case automatic
    /// For a dark or a light background, whatever the terminal says.
    case dark, light
    case none
  }

  package var colours: Colours
  /// Without the mouse its buttons stay with the terminal.
  package var mouse: Bool
  /// ASCII even where the locale is UTF-8.
  package var ascii: Bool
  package var environment: [String: String]

  package init(
    colours: Colours = .automatic,
    mouse: Bool = true,
    ascii: Bool = false,
    environment: [String: String]
  ) {
    self.colours = colours
    self.mouse = mouse
    self.ascii = ascii
    self.environment = environment
  }
}

/// What the terminal turned out to be able to do.
package struct TerminalCapabilities: Hashable, Sendable {
  /// How many colours: 0, 8, 16, 256 or 16,777,216.
  package let colours: Int
  /// To be handed to `Frame.drawn`.
  package let charset: Charset
}

extension TerminalOptions {
  /// Whether colours are for a light background; without any word of it, they are for a dark one.
  func isLight(_ background: Bool?) -> Bool {
    switch colours {
    case .light: true
    case .dark, .none: false
    case .automatic: background ?? false
    }
  }
}
