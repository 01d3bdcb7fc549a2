import AuthCore

extension MainScreen {
  /// A click on a row chooses it; on the chosen one it opens the detail.
  mutating func choose(row: Int) {
    guard visible.indices.contains(row) else { return }
    if pane == .list, visible[row] == selection { return pane = .detail }
    pane = .list
    select(row: row)
  }

  /// A click on a line of the detail chooses it; on the chosen one it folds or unfolds it.
  mutating func choose(line: Int, _ context: Context) {
    if pane == .detail, line == detailLine { return toggleFold(context) }
    pane = .detail
    detailLine = line
  }

  mutating func choose(tab number: Int) {
    guard let tab = Tab(rawValue: number) else { return }
    self.tab = tab
    detailLine = 0
    pane = .detail
  }

  /// A click on a column's title sorts by it; a second one turns the order around.
  mutating func sort(column number: Int, _ context: Context) {
    // The first column holds the signs.
    let columns = SessionListView.columns(
      width: MainLayout(context, self).list.columns - 2,
      context.settings.columns
    )
    guard columns.indices.contains(number - 1), let sort = columns[number - 1].sort else { return }
    isInverted = self.sort == sort ? !isInverted : false
    self.sort = sort
    relist(context)
  }

  mutating func scrollDetail(by step: Int, _ context: Context) {
    let last = max(0, detailLines(context).count - 1)
    detailLine = max(0, min(last, detailLine + step))
  }
}
