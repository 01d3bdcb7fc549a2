/// One setting as the configuration file writes it: `name = value` in a table.
package struct SettingLine: Equatable, Sendable {
  /// What a setting can be.
  package enum Value: Equatable, Sendable {
    case text(String)
    case flag(Bool)
    case number(Int)
    case list([String])
  }

  package let table: String
  package let name: String
  package let value: Value

  package init(table: String, name: String, value: Value) {
    self.table = table
    self.name = name
    self.value = value
  }
}

extension Settings {
  /// Every setting with its value; keys only where they are not the table's own.
  package var lines: [SettingLine] {
    let screen: [(String, SettingLine.Value)] = [
      ("colours", .text(colours.rawValue)), ("columns", .list(columns.map(\.rawValue))),
      ("times", .text(showsLocalTime ? "local" : "utc")),
      ("time-format", .text(timeFormat.rawValue)), ("borders", .text(borders.rawValue)),
      ("mouse", .flag(mouse)), ("at-once", .number(atOnce)),
    ]
    let warning: [(String, SettingLine.Value)] = [
      ("before", .list(warnings.leads.map(DurationText.text))), ("title", .flag(warnings.title)),
      ("bell", .flag(warnings.bell)), ("notification", .text(warnings.notification.rawValue)),
      ("command", .list(warnings.command)),
    ]
    return screen.map { SettingLine(table: "screen", name: $0, value: $1) }
      + warning.map { SettingLine(table: "warnings", name: $0, value: $1) }
      + Action.allCases.compactMap(keyLine)
  }

  private func keyLine(_ action: Action) -> SettingLine? {
    guard let names = keys.changes[action]?.compactMap(\.name) else { return nil }
    let value: SettingLine.Value = names.count == 1 ? .text(names[0]) : .list(names)
    return SettingLine(table: "keys", name: action.settingName, value: value)
  }

  /// What must be written for a file with the other settings to have these.
  package func changes(from other: Settings) -> [SettingLine] {
    let known = other.lines
    var changed = lines.filter { !known.contains($0) }
    // A key that went back to the table's is written as such.
    for action in Action.allCases where keys.changes[action] == nil {
      guard other.keys.changes[action] != nil else { continue }
      let names = KeyBinding.table.first { $0.action == action }?.keys.compactMap(\.name) ?? []
      changed.append(
        SettingLine(table: "keys", name: action.settingName, value: .list(names))
      )
    }
    return changed
  }
}

extension Action {
  /// The action's name in the settings: `sign-out-everywhere`.
  package var settingName: String {
    rawValue.reduce(into: "") { name, character in
      name += character.isUppercase ? "-" + character.lowercased() : String(character)
    }
  }

  package init?(settingName: String) {
    guard let action = Self.allCases.first(where: { $0.settingName == settingName }) else {
      return nil
    }
    self = action
  }
}
