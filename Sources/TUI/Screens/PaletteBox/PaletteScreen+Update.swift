extension PaletteScreen {
  /// What a key does in the palette: letters search, arrows choose, Enter runs.
  mutating func handle(_ key: Key, _ context: Context, _ main: MainScreen) -> Reaction {
    switch key {
    case .escape: return .close
    case .enter: return chosen.map { .run($0) } ?? .none
    case .up, .ctrl("p"): move(.up)
    case .down, .ctrl("n"): move(.down)
    case .pageUp: move(.pageUp)
    case .pageDown: move(.pageDown)
    case .mouse(let mouse) where mouse.action == .wheelUp: move(.up)
    case .mouse(let mouse) where mouse.action == .wheelDown: move(.down)
    default: if field.handle(key) == .changed { search(context, main) }
    }
    return .none
  }

  /// A click chooses a row; one on the chosen row runs it.
  mutating func click(row: Int) -> Reaction {
    guard entries.indices.contains(row) else { return .none }
    let before = table.selection
    table.select(index: row, count: entries.count) { entries[$0].action }
    return before == table.selection ? chosen.map { .run($0) } ?? .none : .none
  }
}
