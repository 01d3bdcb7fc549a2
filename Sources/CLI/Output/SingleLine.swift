import TUI

/// Text for one line of a terminal or a log, by the very function that guards the screen's cells:
/// what a terminal would act on, or would not show, becomes a visible mark such as `<U+202E>`.
enum SingleLine {
  static func text(_ text: String) -> String { SafeText(foreign: text).plain }
}
