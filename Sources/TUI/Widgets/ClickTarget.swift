/// What a click on a place of the screen means.
package enum ClickTarget: Hashable, Sendable {
  /// As if these keys were pressed.
  case keys([Key])
  case action(Action)
  /// A row of the list, or of the box on top.
  case row(Int)
  /// A line of the detail.
  case line(Int)
  /// A tab of the detail.
  case tab(Int)
  /// A column's title.
  case column(Int)
  /// A pane without anything under the mouse.
  case pane(MainScreen.Pane)
}

/// A place on the screen that a click can hit.
struct Hit: Hashable, Sendable {
  let target: ClickTarget
  let rect: Rect
}

extension Region {
  /// Makes a part of a row mean something when it is clicked; what was drawn last counts.
  package func click(_ target: ClickTarget, x: Int, y: Int = 0, columns: Int, rows: Int = 1) {
    let rect = part(x: x, y: y, columns: columns, rows: rows).rect
    if !rect.isEmpty { grid.hits.append(Hit(target: target, rect: rect)) }
  }

  /// Nothing that was drawn so far can be clicked any more: a box stands above it.
  func coverClicks() { grid.hits.removeAll() }
}

/// What lies under the mouse on a screen, found by drawing it.
package enum ClickMap {
  /// The target at a cell, nil when a click there means nothing.
  package static func target(
    x: Int,
    y: Int,
    columns: Int,
    rows: Int,
    charset: Charset = .unicode,
    _ draw: (Region) -> Void
  ) -> ClickTarget? {
    let grid = Grid(columns: max(0, columns), rows: max(0, rows), charset: charset)
    draw(Region(grid: grid))
    return grid.hits.last { $0.rect.contains(x: x, y: y) }?.target
  }
}
