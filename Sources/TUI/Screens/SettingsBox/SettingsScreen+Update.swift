extension SettingsScreen {
  /// What a key does in the settings.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    switch entry {
    case .none: return choose(key, context)
    case .text(let field): return type(key, field, context)
    case .key: return take(key, context)
    }
  }

  private mutating func choose(_ key: Key, _ context: Context) -> Reaction {
    complaint = nil
    switch key {
    case .escape, .character("q"): return .close
    case .character("s"): return save(context)
    case .left, .character("h"): return step(by: -1, context)
    case .right, .character("l"), .character(" "): return step(by: 1, context)
    case .enter: return open(context)
    case .delete, .backspace: return reset(context)
    case .mouse(let mouse) where mouse.action == .wheelUp: scroll(by: -3)
    case .mouse(let mouse) where mouse.action == .wheelDown: scroll(by: 3)
    default:
      guard let move = ScrollMove(key) else { return .none }
      _ = table.move(move, count: SettingItem.all.count) { SettingItem.all[$0] }
    }
    return .none
  }

  private mutating func scroll(by step: Int) {
    table.scroll(by: step, count: SettingItem.all.count) { SettingItem.all[$0] }
  }

  private mutating func open(_ context: Context) -> Reaction {
    guard chosen.isTyped else { return step(by: 1, context) }
    if case .key = chosen {
      entry = .key
    } else {
      entry = .text(TextField(chosen.text(context.settings)))
    }
    return .none
  }

  private func step(by step: Int, _ context: Context) -> Reaction {
    guard !chosen.isTyped else { return .none }
    var settings = context.settings
    chosen.step(&settings, by: step)
    return .set(settings)
  }

  private mutating func reset(_ context: Context) -> Reaction {
    let item = chosen
    return change(context) { settings throws(KeyMap.Clash) in try item.reset(&settings) }
  }

  private mutating func save(_ context: Context) -> Reaction {
    let changes = context.settings.changes(from: context.savedSettings)
    guard !changes.isEmpty else {
      complaint = "nothing differs from the file"
      return .none
    }
    return .perform(.saveSettings(changes))
  }

  private mutating func type(_ key: Key, _ field: TextField, _ context: Context) -> Reaction {
    switch key {
    case .escape:
      entry = .none
    case .enter:
      var settings = context.settings
      guard chosen.take(field.text, &settings) else {
        complaint = "lengths of time such as 5m 1m 30s were expected"
        return .none
      }
      entry = .none
      return .set(settings)
    default:
      var field = field
      _ = field.handle(key)
      entry = .text(field)
    }
    return .none
  }

  private mutating func take(_ key: Key, _ context: Context) -> Reaction {
    guard key != .escape else {
      entry = .none
      return .none
    }
    guard key.name != nil, key != .ctrl("c"), key != .ctrl("z") else { return .none }
    entry = .none
    let item = chosen
    return change(context) { settings throws(KeyMap.Clash) in try item.take(key, &settings) }
  }

  private mutating func change(
    _ context: Context,
    _ body: (inout Settings) throws(KeyMap.Clash) -> Void
  ) -> Reaction {
    var settings = context.settings
    do throws(KeyMap.Clash) {
      try body(&settings)
      return .set(settings)
    } catch {
      let other = chosen == .key(error.first) ? error.second : error.first
      let title = KeyBinding.table.first { $0.action == other }?.title ?? ""
      complaint = "\(error.key.label) is taken: \(SafeText(stringLiteral: title))"
      return .none
    }
  }

  /// A click chooses a setting; one on the chosen setting changes it.
  mutating func click(row: Int, _ context: Context) -> Reaction {
    guard SettingItem.all.indices.contains(row), entry == .none else { return .none }
    let before = table.selection
    table.select(index: row, count: SettingItem.all.count) { SettingItem.all[$0] }
    return before == table.selection ? open(context) : .none
  }
}
