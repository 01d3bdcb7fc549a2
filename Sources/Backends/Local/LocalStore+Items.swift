import AuthCore
import GRDB
import Synchronization

extension LocalStore {
  /// Reads items as of one moment; a body that meets a sealed one without the key runs again once
  /// the key was found.
  func readItems<Value: Sendable>(
    _ body: @escaping @Sendable (Database, StoreSeal) throws -> Value
  ) async throws(StorageError) -> Value {
    try await unlocking { () async throws(StorageError) in
      let key = keyHolder.key
      return try await read { [hasVault] database in
        try body(database, try StoreSeal(database, key, hasVault: hasVault))
      }
    }
  }

  /// Makes what the body writes to a namespace one change and counts it.
  ///
  /// `erases` asks that what was overwritten or removed leaves the log too, when no other process
  /// is reading.
  func writeItems(
    namespace: String,
    erases: Bool,
    _ body: @escaping @Sendable (inout ItemWriter) throws -> Void
  ) async throws(StorageError) {
    try await unlocking { () async throws(StorageError) in
      let key = keyHolder.key
      try await write(erases: erases) { database in
        let seal = try StoreSeal(database, key, hasVault: true)
        var writer = try ItemWriter(database, namespace: namespace, seal: seal)
        try body(&writer)
        try writer.finish()
      }
    }
  }

  /// Takes the facts of what other programs wrote; fails while their values cannot be read.
  func renewStale(namespace: String) async throws(StorageError) {
    let key = keyHolder.key
    let change = try await write(erases: false) { database in
      try Self.renew(
        database,
        namespace: namespace,
        seal: try StoreSeal(database, key, hasVault: true)
      )
    }
    guard let change else { return }
    foreignChanges.withLock { found in
      // Where nobody takes them, they are not kept for ever.
      if found[namespace, default: []].count < 100 { found[namespace, default: []].append(change) }
    }
  }

  /// The same within a change; nil where nothing is noted.
  static func renew(
    _ database: Database,
    namespace: String,
    seal: StoreSeal
  ) throws -> ForeignChange? {
    var keys: [String] = []
    try database.run("SELECT key FROM stale WHERE namespace = ?", [.text(namespace)]) { row in
      keys.append(row.text(0))
    }
    // Another authtop was faster, and tells of it.
    guard !keys.isEmpty else { return nil }
    let query = SummaryQuery(database: database, namespace: namespace)
    let (users, more) = Self.users(of: keys)
    let before = try query.users(users)
    var writer = try ItemWriter(database, namespace: namespace, seal: seal)
    for key in keys { try writer.renewFacts(ofKey: key) }
    try database.run("DELETE FROM stale WHERE namespace = ?", [.text(namespace)])
    try writer.finish()
    return ForeignChange(users: users, more: more, before: before, after: try query.users(users))
  }

  /// Whose items some keys are, as many as are told by name, and how many more there are.
  private static func users(of keys: [String]) -> ([SessionUser], more: Int) {
    var users: Set<SessionUser> = []
    for key in keys {
      guard case .tokenSet(let clientID, let username, _) = AmplifyKey(key) else { continue }
      users.insert(SessionUser(username: username, clientID: clientID))
    }
    let told = users.sorted().prefix(ForeignChange.limit)
    return (Array(told), users.count - told.count)
  }
}
