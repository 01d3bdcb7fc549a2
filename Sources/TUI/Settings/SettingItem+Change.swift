extension SettingItem {
  /// The next or the previous value.
  func step(_ settings: inout Settings, by step: Int) {
    switch self {
    case .colours: settings.colours = Self.next(settings.colours, step)
    case .times: settings.showsLocalTime.toggle()
    case .timeFormat: settings.timeFormat = Self.next(settings.timeFormat, step)
    case .borders: settings.borders = Self.next(settings.borders, step)
    case .mouse: settings.mouse.toggle()
    case .atOnce: settings.atOnce = max(1, min(64, settings.atOnce + step))
    case .column(let column): Self.toggle(column, &settings)
    case .warnTitle: settings.warnings.title.toggle()
    case .warnBell: settings.warnings.bell.toggle()
    case .warnNotification:
      settings.warnings.notification = Self.next(settings.warnings.notification, step)
    case .warnBefore, .warnCommand, .key: break
    }
  }

  private static func next<Value: CaseIterable & Equatable>(_ value: Value, _ step: Int) -> Value {
    let all = Array(Value.allCases)
    guard let index = all.firstIndex(of: value) else { return value }
    return all[(index + step + all.count) % all.count]
  }

  /// A hidden column comes back at its usual place; the last one cannot go.
  private static func toggle(_ column: ListColumn, _ settings: inout Settings) {
    if settings.columns.contains(column) {
      if settings.columns.count > 1 { settings.columns.removeAll { $0 == column } }
      return
    }
    let order = ListColumn.allCases
    let place = order.firstIndex(of: column) ?? 0
    let before = settings.columns.lastIndex { (order.firstIndex(of: $0) ?? 0) < place }
    settings.columns.insert(column, at: before.map { $0 + 1 } ?? 0)
  }

  /// Takes a typed text; false when it does not say what is asked for.
  func take(_ text: String, _ settings: inout Settings) -> Bool {
    let words = text.split(separator: " ").map(String.init)
    switch self {
    case .warnCommand: settings.warnings.command = words
    case .warnBefore:
      let leads = words.compactMap(DurationText.milliseconds).filter { $0 >= 1000 }
      guard leads.count == words.count, leads.count <= 8 else { return false }
      settings.warnings.leads = leads.sorted(by: >)
    default: return false
    }
    return true
  }

  /// Takes another key; the clash when that key has a meaning already.
  func take(_ key: Key, _ settings: inout Settings) throws(KeyMap.Clash) {
    guard case .key(let action) = self else { return }
    var changes = settings.keys.changes
    let own = KeyBinding.table.first { $0.action == action }?.keys
    changes[action] = own == [key] ? nil : [key]
    settings.keys = try KeyMap(changes: changes)
  }

  /// Back to what it is without any configuration.
  func reset(_ settings: inout Settings) throws(KeyMap.Clash) {
    let standard = Settings()
    switch self {
    case .colours: settings.colours = standard.colours
    case .times: settings.showsLocalTime = standard.showsLocalTime
    case .timeFormat: settings.timeFormat = standard.timeFormat
    case .borders: settings.borders = standard.borders
    case .mouse: settings.mouse = standard.mouse
    case .atOnce: settings.atOnce = standard.atOnce
    case .column: settings.columns = standard.columns
    case .warnBefore: settings.warnings.leads = standard.warnings.leads
    case .warnTitle: settings.warnings.title = standard.warnings.title
    case .warnBell: settings.warnings.bell = standard.warnings.bell
    case .warnNotification: settings.warnings.notification = standard.warnings.notification
    case .warnCommand: settings.warnings.command = []
    case .key(let action):
      var changes = settings.keys.changes
      changes[action] = nil
      settings.keys = try KeyMap(changes: changes)
    }
  }
}
