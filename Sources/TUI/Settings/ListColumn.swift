/// A column of the session list, by its name in the settings.
package enum ListColumn: String, CaseIterable, Sendable {
  case user, backend, client, pool, groups, access, id, refresh

  /// What the list shows unless the user chose otherwise.
  package static let standard: [ListColumn] = [.user, .backend, .access, .id, .refresh]

  /// What the list is ordered by when this column's title is clicked.
  var sort: MainScreen.SortColumn? {
    switch self {
    case .user: .user
    case .backend: .backend
    case .access: .access
    case .id: .id
    case .refresh: .refresh
    case .client, .pool, .groups: nil
    }
  }

  var title: SafeText {
    switch self {
    case .user: "USER"
    case .backend: "BACKEND"
    case .client: "CLIENT"
    case .pool: "POOL"
    case .groups: "GROUPS"
    case .access: "ACCESS"
    case .id: "ID"
    case .refresh: "REFRESH"
    }
  }

  /// The room that it takes; the access token's bar only where there is room for it.
  func width(hasBars: Bool) -> TableColumn.Width {
    switch self {
    case .user: .flexible(weight: 3, atLeast: 8)
    case .backend: .fixed(10)
    case .client: .fixed(12)
    case .pool: .fixed(14)
    case .groups: .flexible(weight: 1, atLeast: 6)
    case .access: .fixed(hasBars ? Self.barColumns + 8 : 11)
    case .id: .fixed(11)
    case .refresh: .fixed(8)
    }
  }

  /// The columns of the bar that shows the share of life left.
  static let barColumns = 11

  var leastColumns: Int {
    switch width(hasBars: false) {
    case .fixed(let columns): columns
    case .flexible(_, let least): least
    }
  }
}
