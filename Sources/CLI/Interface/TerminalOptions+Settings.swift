import TUI
import Terminal

extension TerminalOptions {
  /// The terminal as the user's settings want it.
  init(_ settings: Settings, environment: [String: String]) {
    let colours: Colours =
      switch settings.colours {
      case .automatic: .automatic
      case .dark: .dark
      case .light: .light
      case .none: .none
      }
    self.init(colours: colours, mouse: settings.mouse, environment: environment)
  }
}
