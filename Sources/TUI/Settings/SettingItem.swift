/// A setting that the settings screen can change.
package enum SettingItem: Hashable, Sendable {
  case colours, times, timeFormat, borders, mouse, atOnce
  case column(ListColumn)
  case warnBefore, warnTitle, warnBell, warnNotification, warnCommand
  case key(Action)

  /// All of them in the order of the screen.
  package static let all: [SettingItem] =
    [.colours, .times, .timeFormat, .borders, .mouse, .atOnce]
    + ListColumn.allCases.map { .column($0) }
    + [.warnBefore, .warnTitle, .warnBell, .warnNotification, .warnCommand]
    + KeyBinding.table.map { .key($0.action) }

  var section: SafeText {
    switch self {
    case .colours, .times, .timeFormat, .borders, .mouse, .atOnce: "screen"
    case .column: "columns"
    case .warnBefore, .warnTitle, .warnBell, .warnNotification, .warnCommand: "warnings"
    case .key: "keys"
    }
  }

  var title: SafeText {
    switch self {
    case .colours: "colours"
    case .times: "times"
    case .timeFormat: "time format"
    case .borders: "borders"
    case .mouse: "mouse"
    case .atOnce: "bulk work at once"
    case .column(let column): SafeText(foreign: column.rawValue)
    case .warnBefore: "before the expiry"
    case .warnTitle: "window title"
    case .warnBell: "bell"
    case .warnNotification: "notification"
    case .warnCommand: "command"
    case .key(let action):
      SafeText(stringLiteral: KeyBinding.table.first { $0.action == action }?.title ?? "")
    }
  }

  /// The value as it is shown.
  func value(_ settings: Settings) -> SafeText {
    switch self {
    case .colours: SafeText(foreign: settings.colours.rawValue)
    case .times: settings.showsLocalTime ? "local" : "utc"
    case .timeFormat: SafeText(foreign: settings.timeFormat.rawValue)
    case .borders: SafeText(foreign: settings.borders.rawValue)
    case .mouse: Self.flag(settings.mouse)
    case .atOnce: SafeText(settings.atOnce)
    case .column(let column): settings.columns.contains(column) ? "shown" : "hidden"
    case .warnBefore:
      SafeText(foreign: settings.warnings.leads.map(DurationText.text).joined(separator: " "))
    case .warnTitle: Self.flag(settings.warnings.title)
    case .warnBell: Self.flag(settings.warnings.bell)
    case .warnNotification: SafeText(foreign: settings.warnings.notification.rawValue)
    case .warnCommand:
      settings.warnings.command.isEmpty
        ? "none" : SafeText(foreign: settings.warnings.command.joined(separator: " "))
    case .key(let action):
      settings.keys.bindings.first { $0.action == action }?.label ?? ""
    }
  }

  private static func flag(_ flag: Bool) -> SafeText { flag ? "on" : "off" }

  /// Whether its value is typed, or a key is pressed for it, and not stepped through.
  var isTyped: Bool {
    switch self {
    case .warnBefore, .warnCommand, .key: true
    default: false
    }
  }

  /// The text to begin with when it is typed.
  func text(_ settings: Settings) -> String {
    switch self {
    case .warnBefore: settings.warnings.leads.map(DurationText.text).joined(separator: " ")
    case .warnCommand: settings.warnings.command.joined(separator: " ")
    default: ""
    }
  }
}
