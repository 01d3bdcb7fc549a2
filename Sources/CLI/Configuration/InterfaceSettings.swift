import AuthCore
import TUI

/// The tables `[screen]`, `[warnings]` and `[keys]` of the configuration file.
struct InterfaceSettings {
  /// Their names, for whoever checks the file's other tables.
  static let tables = ["screen", "warnings", "keys"]

  private let root: SettingTable

  init(_ root: SettingTable) { self.root = root }

  func settings() throws -> Settings {
    var settings = Settings()
    if let screen = try root.table("screen") { try read(screen, into: &settings) }
    if let warnings = try root.table("warnings") { try read(warnings, into: &settings.warnings) }
    if let keys = try root.table("keys") { settings.keys = try keyMap(keys) }
    return settings
  }

  private func read(_ table: SettingTable, into settings: inout Settings) throws {
    try table.refuseUnknown([
      "colours", "columns", "times", "time-format", "borders", "mouse", "at-once",
    ])
    typealias Colours = Settings.Colours
    settings.colours = try table.choice("colours", Colours.self)?.value ?? settings.colours
    settings.showsLocalTime = try table.choice("times", TimeZoneChoice.self)?.value == .local
    settings.timeFormat =
      try table.choice("time-format", Settings.TimeFormat.self)?.value ?? settings.timeFormat
    settings.borders = try table.choice("borders", Region.Border.self)?.value ?? settings.borders
    settings.mouse = try table.flag("mouse")?.value ?? settings.mouse
    if let atOnce = try table.integer("at-once", in: 1...64) {
      settings.atOnce = Int(atOnce.value)
    }
    guard let names = try table.texts("columns") else { return }
    settings.columns = try names.value.map { name in
      guard let column = ListColumn(rawValue: name.value) else {
        let known = ListColumn.allCases.map(\.rawValue).joined(separator: ", ")
        throw table.failure(name.place, "there is no column \"\(name.value)\"; there are: \(known)")
      }
      return column
    }
    guard !settings.columns.isEmpty, Set(settings.columns).count == settings.columns.count else {
      throw table.failure(names.place, "\"columns\" must name at least one, and each once")
    }
  }

  /// What `times` can be.
  private enum TimeZoneChoice: String, CaseIterable { case utc, local }

  private func read(_ table: SettingTable, into warnings: inout WarningSettings) throws {
    try table.refuseUnknown(["before", "title", "bell", "notification", "command"])
    warnings.title = try table.flag("title")?.value ?? warnings.title
    warnings.bell = try table.flag("bell")?.value ?? warnings.bell
    warnings.notification =
      try table.choice("notification", WarningSettings.Notification.self)?.value
      ?? warnings.notification
    warnings.command = try table.texts("command")?.value.map(\.value) ?? warnings.command
    guard let leads = try table.texts("before") else { return }
    guard leads.value.count <= 8 else {
      throw table.failure(leads.place, "\"before\" has more than 8 lengths of time")
    }
    warnings.leads = try leads.value.map { lead in
      guard let length = DurationText.milliseconds(lead.value), length >= 1000 else {
        throw table.failure(
          lead.place,
          "\"\(lead.value)\" is no length of time such as 5m or 90s, of a second at least"
        )
      }
      return length
    }.sorted(by: >)
  }

  /// One key or several for an action, by their names.
  private func keyMap(_ table: SettingTable) throws -> KeyMap {
    try table.refuseUnknown(Action.allCases.map(\.settingName))
    var changes: [Action: [Key]] = [:]
    for name in table.names {
      guard let action = Action(settingName: name), let member = table[name] else { continue }
      let names: [Located<String>]
      if case .array = member.value.content {
        names = try table.texts(name)?.value ?? []
      } else {
        names = try table.text(name).map { [$0] } ?? []
      }
      let keys = try names.map { name in
        guard let key = Key(name: name.value) else {
          throw table.failure(
            name.place,
            "\"\(name.value)\" is no key such as r, R, space, enter, f5, ctrl-r or alt-x"
          )
        }
        return key
      }
      let own = KeyBinding.table.first { $0.action == action }?.keys
      if keys != own { changes[action] = keys }
    }
    do throws(KeyMap.Clash) {
      return try KeyMap(changes: changes)
    } catch {
      let name = changes[error.second] == nil ? error.first : error.second
      throw table.failure(
        table.place(of: name.settingName),
        "the key \(error.key.name ?? "") would mean both \(error.first.settingName) and "
          + "\(error.second.settingName); give one of them another key"
      )
    }
  }
}
