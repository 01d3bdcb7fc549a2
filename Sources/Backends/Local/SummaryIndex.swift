import AuthCore
import GRDB

/// Keeps the facts of a namespace's users while a change of its items is written.
///
/// Part of the change's own transaction: the facts are those of the items, whatever happens.
struct SummaryIndex {
  private let database: Database
  private let namespace: String
  /// The number of the change.
  private let number: Int64
  private var touched: [SessionUser: SessionFacts] = [:]

  init(_ database: Database, namespace: String, number: Int64) {
    self.database = database
    self.namespace = namespace
    self.number = number
  }

  /// Takes the new value of an item, nil when it was removed.
  mutating func take(_ value: String?, forKey key: String) throws {
    switch AmplifyKey(key) {
    case .tokenSet(let clientID, let username, let name):
      let user = SessionUser(username: username, clientID: clientID)
      if touched[user] == nil {
        if touched.count >= Self.limit { try finish() }
        touched[user] = try stored(user)
      }
      touched[user]?.take(value, as: name)
    case .lastAuthUser(let clientID):
      if let value {
        try database.run(SQL.point, [.text(namespace), .bytes(clientID), .bytes(value)])
      } else {
        try database.run(SQL.unpoint, [.text(namespace), .bytes(clientID)])
      }
    case .oauth, nil: break
    }
  }

  /// Writes the facts of those whose items changed.
  mutating func finish() throws {
    for (user, facts) in touched {
      let key: [StoreValue] = [.text(namespace), .bytes(user.username), .bytes(user.clientID)]
      guard facts.names.isEmpty else {
        try database.run(
          SummaryColumns.insert,
          [.text(namespace), .number(number)] + SummaryColumns.values(user, facts)
        )
        continue
      }
      try database.run(SQL.remove, key)
      try database.run(SQL.noteRemoval, key + [.number(number)])
    }
    touched = [:]
  }

  /// Forgets all users and pointers of the namespace; nobody can ask for less than all after it.
  func clear() throws {
    for sql in [SQL.clear, SQL.clearPointers, SQL.clearRemovals, SQL.clearStale] {
      try database.run(sql, [.text(namespace)])
    }
  }

  /// Forgets who had items long ago.
  func forgetOldRemovals() throws {
    try database.run(
      SQL.forgetRemovals,
      [.text(namespace), .number(number - SummaryQuery.remembered)]
    )
  }

  private func stored(_ user: SessionUser) throws -> SessionFacts {
    var reader = SummaryReader()
    var facts = SessionFacts()
    try database.run(
      SQL.one,
      [.text(namespace), .bytes(user.username), .bytes(user.clientID)]
    ) { facts = reader.row($0).facts }
    return facts
  }

  /// How many users' facts are held before they are written.
  private static let limit = 500

  private enum SQL {
    static let one = """
      SELECT \(SummaryColumns.list) FROM summary \
      WHERE namespace = ? AND username = ? AND client = ?
      """
    static let remove = "DELETE FROM summary WHERE namespace = ? AND username = ? AND client = ?"
    static let noteRemoval = """
      INSERT OR REPLACE INTO removed (namespace, username, client, number) VALUES (?, ?, ?, ?)
      """
    static let forgetRemovals = "DELETE FROM removed WHERE namespace = ? AND number < ?"
    static let point = """
      INSERT OR REPLACE INTO pointer (namespace, client, username) VALUES (?, ?, ?)
      """
    static let unpoint = "DELETE FROM pointer WHERE namespace = ? AND client = ?"
    static let clear = "DELETE FROM summary WHERE namespace = ?"
    static let clearPointers = "DELETE FROM pointer WHERE namespace = ?"
    static let clearRemovals = "DELETE FROM removed WHERE namespace = ?"
    static let clearStale = "DELETE FROM stale WHERE namespace = ?"
  }
}
