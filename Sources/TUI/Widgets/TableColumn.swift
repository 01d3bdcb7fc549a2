/// A column of a table.
package struct TableColumn: Hashable, Sendable {
  /// How the room is shared out.
  package enum Width: Hashable, Sendable {
    case fixed(Int)
    /// A share of what the fixed columns leave, by weight, but at least so many columns.
    case flexible(weight: Int, atLeast: Int)
  }

  package let title: SafeText
  package let width: Width
  package let alignment: Region.Alignment

  package init(_ title: SafeText, _ width: Width, align: Region.Alignment = .left) {
    self.title = title
    self.width = width
    alignment = align
  }

  /// Where each column starts and how wide it is; a column without room has none.
  static func layout(_ columns: [TableColumn], gap: Int, in total: Int) -> [(x: Int, width: Int)] {
    let gaps = gap * max(0, columns.count - 1)
    let least = columns.reduce(0) { $0 + $1.least }
    let weights = columns.reduce(0) { $0 + $1.weight }
    let spare = max(0, total - gaps - least)
    var (x, given, seen) = (0, 0, 0)
    return columns.map { column in
      seen += column.weight
      let upTo = weights > 0 ? spare * seen / weights : 0
      let width = min(column.least + upTo - given, max(0, total - x))
      given = upTo
      defer { x += width + gap }
      return (x, width)
    }
  }

  private var least: Int {
    switch width {
    case .fixed(let columns): columns
    case .flexible(_, let least): least
    }
  }

  private var weight: Int {
    switch width {
    case .fixed: 0
    case .flexible(let weight, _): weight
    }
  }
}
