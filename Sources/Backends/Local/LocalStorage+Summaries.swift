package import AuthCore
import GRDB
import Synchronization

extension LocalStorage: AttributingStorage {
  package func summaries(after user: SessionUser?, limit: Int) async throws -> SummaryPage? {
    try await query { try $0.page(after: user, limit: limit) }
  }

  package func summaries(of users: [SessionUser]) async throws -> SummaryPage? {
    try await query { try $0.users(users) }
  }

  package func summaries(changedSince number: Int64) async throws -> SummaryPage? {
    try await query { try $0.changes(since: number) }
  }

  package func users(
    named part: String,
    of backend: BackendID,
    limit: Int
  ) async throws -> [SessionUser]? {
    try await query { try $0.users(named: part, of: backend, limit: limit) }
  }

  package var tellsForeignChanges: Bool { store.hasSummaries }

  package func takeForeignChanges() -> [ForeignChange] {
    store.foreignChanges.withLock { found in
      defer { found[namespace] = nil }
      return found[namespace] ?? []
    }
  }

  /// Reads facts that are those of the items; nil when this program must not, or cannot, see to it.
  private func query<Value: Sendable>(
    _ body: @escaping @Sendable (SummaryQuery) throws -> Value?
  ) async throws -> Value? {
    guard store.hasSummaries else { return nil }
    for attempt in 0..<2 {
      let found = try await store.read { [namespace] database -> Found<Value> in
        let query = SummaryQuery(database: database, namespace: namespace)
        return try query.isStale() ? .stale : .value(body(query))
      }
      if case .value(let value) = found { return value }
      guard attempt == 0, (try? await store.renewStale(namespace: namespace)) != nil else {
        return nil
      }
    }
    return nil
  }

  private enum Found<Value: Sendable>: Sendable {
    case stale
    case value(Value?)
  }
}
