/// Where the parts of the main screen stand.
package struct MainLayout: Equatable, Sendable {
  /// The two lines at the top; the second is missing on a small screen.
  package let header: Rect
  package let backends: Rect
  /// The list with its border.
  package let list: Rect
  /// The detail with its border; empty where there is no room.
  package let detail: Rect
  package let status: Rect
  package let hints: Rect

  package init(_ context: Context, _ main: MainScreen) {
    let (columns, rows) = (context.columns, context.rows)
    let isTiny = rows < 8
    header = Rect(x: 0, y: 0, columns: columns, rows: min(1, rows))
    backends = Rect(x: 0, y: 1, columns: columns, rows: isTiny ? 0 : 1)
    status = Rect(x: 0, y: rows - 2, columns: columns, rows: isTiny ? 0 : 1)
    hints = Rect(x: 0, y: rows - 1, columns: columns, rows: isTiny ? 0 : 1)
    let top = header.rows + backends.rows
    let height = max(0, rows - top - status.rows - hints.rows)
    let whole = Rect(x: 0, y: top, columns: columns, rows: height)
    let none = Rect(x: 0, y: top, columns: 0, rows: 0)
    if main.isZoomed, context.layout != .listOnly {
      (list, detail) = main.pane == .list ? (whole, none) : (none, whole)
      return
    }
    switch context.layout {
    case .listOnly: (list, detail) = (whole, none)
    case .listOrDetail: (list, detail) = main.pane == .list ? (whole, none) : (none, whole)
    case .below:
      let listHeight = max(6, height * 9 / 20)
      list = Rect(x: 0, y: top, columns: columns, rows: listHeight)
      detail = Rect(x: 0, y: top + listHeight, columns: columns, rows: height - listHeight)
    case .beside:
      // A detail of 52 columns shows a UUID whole.
      let wish = SessionListView.wishedWidth(context.settings.columns)
      let width = max(68, min(wish, columns * 57 / 100))
      list = Rect(x: 0, y: top, columns: width, rows: height)
      detail = Rect(x: width, y: top, columns: columns - width, rows: height)
    }
  }
}
