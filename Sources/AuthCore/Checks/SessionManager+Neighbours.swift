/// Some sessions of a backend that others are compared with; good until the backend changes.
struct Neighbourhood: Sendable {
  /// The number of the backend's last change.
  let number: Int64
  let isActive: Bool
  let entries: [LedgerEntry]
}

extension SessionManager {
  /// Neighbours that are compared with one session; a screen must not read a large store for it.
  private static let neighbourhood = 200

  /// Some other sessions of a session's backend, read once for all that are looked at one after another.
  func neighbours(of id: SessionID, isActive: Bool) async throws(SessionError) -> [LedgerEntry] {
    let one = try backend(id.backend)
    if let known = neighbourhoods[one.id], known.isActive == isActive,
      await Self.isUnchanged(one, since: known.number)
    {
      return known.entries.filter { $0.id != id }
    }
    let near = try await near(one, isActive: isActive)
    var entries: [LedgerEntry] = []
    for session in near.sessions { entries.append(await entry(of: session)) }
    neighbourhoods[one.id] = near.number.map {
      Neighbourhood(number: $0, isActive: isActive, entries: entries)
    }
    return entries.filter { $0.id != id }
  }

  private static func isUnchanged(_ backend: Backend, since number: Int64) async -> Bool {
    let page = try? await (backend.storage as? any SummarisingStorage)?
      .summaries(changedSince: number)
    return page?.number == number
  }

  /// The first sessions of a backend, and the number of its last change where it counts them.
  private nonisolated func near(
    _ one: Backend,
    isActive: Bool
  ) async throws(SessionError) -> (sessions: [Session], number: Int64?) {
    let view = SessionView(
      backend: one.id,
      isActiveBackend: isActive,
      pointers: [],
      refusals: [:]
    )
    let limit = Self.neighbourhood
    if let found = try? await summarised(one, after: nil, limit: limit, in: view) {
      return (found.sessions, found.number)
    }
    let items = try await using(one.id) { storage -> [StorageItem] in
      if let paged = storage as? any PagedStorage {
        return try await paged.firstSessions(limit: limit).items
      }
      return try await self.checkedItems(of: storage)
    }
    return (SessionScan.scan(items, backend: one.id, isActiveBackend: isActive).sessions, nil)
  }

  /// A neighbour with its device key, when it has one.
  private nonisolated func entry(of session: Session) async -> LedgerEntry {
    guard session.deviceKeyCount > 0 else { return LedgerEntry(session) }
    let key = AmplifyKey.tokenSet(
      clientID: session.id.clientID,
      username: session.id.username,
      name: .deviceKey
    )
    let value = try? await using(session.id.backend) { try await $0.getItem(key.text) }
    return LedgerEntry(session, deviceKey: value ?? nil)
  }
}
