import AuthCore
import GRDB

/// Reads a namespace's facts as of one moment.
struct SummaryQuery {
  /// How many changes back one can ask what changed.
  static let remembered: Int64 = 1000

  let database: Database
  let namespace: String

  /// Whether another program changed items and left no facts of them.
  func isStale() throws -> Bool {
    var isStale = false
    try database.run(SQL.stale, [.text(namespace)]) { _ in isStale = true }
    return isStale
  }

  /// Users with tokens, in their order.
  func page(after user: SessionUser?, limit: Int) throws -> SummaryPage {
    let start: [StoreValue] = [
      .text(namespace), .bytes(user?.username ?? ""), .bytes(user?.clientID ?? ""),
    ]
    return try page(
      user == nil ? SQL.first : SQL.next,
      user == nil ? [.text(namespace), .number(Int64(limit))] : start + [.number(Int64(limit))]
    )
  }

  func users(_ users: [SessionUser]) throws -> SummaryPage {
    var page = try surroundings()
    var reader = SummaryReader()
    for user in users {
      try database.run(
        SQL.one,
        [.text(namespace), .bytes(user.username), .bytes(user.clientID)]
      ) { page.rows.append(reader.row($0)) }
    }
    return page
  }

  /// Users whose session's whole name has a part.
  func users(named part: String, of backend: BackendID, limit: Int) throws -> [SessionUser] {
    var users: [SessionUser] = []
    try database.run(
      SQL.named,
      [.text(namespace), .bytes("\(backend)/"), .bytes(part), .number(Int64(limit))]
    ) { users.append(SessionUser(username: $0.text(0), clientID: $0.text(1))) }
    return users
  }

  /// What changed after a number, nil when nobody knows any more.
  func changes(since number: Int64) throws -> SummaryPage? {
    let now = try surroundings().number
    guard number <= now, now - number <= Self.remembered else { return nil }
    var page = try page(SQL.changed, [.text(namespace), .number(number)])
    try database.run(SQL.removed, [.text(namespace), .number(number)]) { row in
      page.removed.append(SessionUser(username: row.text(0), clientID: row.text(1)))
    }
    // Who came back since is among the changed.
    let known = Set(page.rows.map(\.user))
    page.removed.removeAll(where: known.contains)
    return page
  }

  private func page(_ sql: String, _ values: [StoreValue]) throws -> SummaryPage {
    var page = try surroundings()
    var reader = SummaryReader()
    try database.run(sql, values) { page.rows.append(reader.row($0)) }
    return page
  }

  private func surroundings() throws -> SummaryPage {
    var page = SummaryPage()
    try database.run(SQL.pointers, [.text(namespace)]) { row in
      page.pointers.append(SessionUser(username: row.text(1), clientID: row.text(0)))
    }
    try database.run(SQL.number, [.text(namespace)]) { page.number = $0.number(0) }
    return page
  }

  private enum SQL {
    private static let select = "SELECT \(SummaryColumns.list) FROM summary WHERE namespace = ?"
    /// The bits of the three tokens in `names`.
    private static let isSession = "names & \(StoredNames.tokens.rawValue) <> 0"
    private static let order = "ORDER BY username, client LIMIT ?"
    static let first = "\(select) AND \(isSession) \(order)"
    static let next = "\(select) AND (username, client) > (?, ?) AND \(isSession) \(order)"
    static let one = "\(select) AND username = ? AND client = ?"
    // All that it looks at stands in that index, a tenth of the table. Bytes, as keys are: `||`
    // makes texts, and `instr` would compare those as characters.
    static let named = """
      SELECT username, client FROM summary INDEXED BY summary_changed WHERE namespace = ? \
      AND instr(CAST(? || client || '/' || username AS BLOB), ?) > 0 LIMIT ?
      """
    static let changed = "\(select) AND changed > ?"
    static let removed = "SELECT username, client FROM removed WHERE namespace = ? AND number > ?"
    static let pointers = "SELECT client, username FROM pointer WHERE namespace = ? ORDER BY client"
    static let number = "SELECT number FROM generation WHERE namespace = ?"
    static let stale = "SELECT 1 FROM stale WHERE namespace = ? LIMIT 1"
  }
}
