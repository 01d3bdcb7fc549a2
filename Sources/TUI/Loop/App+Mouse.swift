extension App {
  /// The buttons and the wheel; where the mouse is counts, and what is drawn there.
  mutating func handle(_ mouse: Mouse) -> [Effect] {
    switch mouse.action {
    case .press: return click(x: mouse.x, y: mouse.y)
    case .wheelUp, .wheelDown: return turn(mouse)
    case .middlePress, .rightPress, .release: return []
    }
  }

  /// What lies under the mouse: the screen is drawn again to know.
  package func target(x: Int, y: Int) -> ClickTarget? {
    ClickMap.target(x: x, y: y, columns: context.columns, rows: context.rows) { draw(in: $0) }
  }

  private mutating func click(x: Int, y: Int) -> [Effect] {
    guard let target = target(x: x, y: y) else { return [] }
    switch target {
    case .keys(let keys): return keys.flatMap { handle($0) }
    case .action(let action): return run(action)
    case .row(let row):
      if !boxes.isEmpty { return take(boxes[boxes.count - 1].click(row: row, context.aboveHints)) }
      main.choose(row: row)
    case .line(let line): main.choose(line: line, context)
    case .tab(let tab): main.choose(tab: tab)
    case .column(let column): main.sort(column: column, context)
    case .pane(let pane): main.pane = pane
    }
    return []
  }

  private mutating func turn(_ mouse: Mouse) -> [Effect] {
    if !boxes.isEmpty {
      return take(boxes[boxes.count - 1].handle(.mouse(mouse), context.aboveHints, main))
    }
    let step = mouse.action == .wheelUp ? -3 : 3
    if MainLayout(context, main).detail.contains(x: mouse.x, y: mouse.y) {
      main.scrollDetail(by: step, context)
    } else {
      main.scroll(by: step)
    }
    return []
  }
}
