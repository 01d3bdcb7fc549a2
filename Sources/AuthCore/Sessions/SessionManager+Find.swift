extension SessionManager {
  /// So many sessions of a backend at most are told for one name: more of them name nobody.
  package static let matchLimit = 100

  /// Looks at every backend for the sessions that some names, or parts of names, can mean.
  ///
  /// Where a storage keeps facts it is asked for these alone; any other is read as a whole. Who is
  /// told with others that do not match must choose by the names once more.
  package nonisolated func snapshots(matching names: [String]) async -> [BackendSnapshot] {
    await withTaskGroup(of: (Int, BackendSnapshot?).self) { group in
      for (index, backend) in backends.enumerated() {
        group.addTask { (index, await self.snapshot(of: backend, matching: names)) }
      }
      var found: [(Int, BackendSnapshot?)] = []
      for await one in group { found.append(one) }
      return found.sorted { $0.0 < $1.0 }.compactMap(\.1)
    }
  }

  private nonisolated func snapshot(
    of backend: Backend,
    matching names: [String]
  ) async -> BackendSnapshot? {
    guard let storage = backend.storage as? any SummarisingStorage else {
      return try? await snapshot(of: backend.id)
    }
    var view = await view(of: backend.id)
    do {
      var users: Set<SessionUser> = []
      for name in names where !name.isEmpty {
        if let id = SessionID(name), id.backend == backend.id { users.insert(SessionUser(id)) }
        guard
          let found = try await storage.users(
            named: name,
            of: backend.id,
            limit: Self.matchLimit
          )
        else { return try? await snapshot(of: backend.id) }
        users.formUnion(found)
      }
      guard let page = try await storage.summaries(of: users.sorted()) else {
        return try? await snapshot(of: backend.id)
      }
      view = view.with(pointers: page.pointers)
      var sessions: [Session] = []
      for row in page.rows { if let session = view.session(row) { sessions.append(session) } }
      return snapshot(of: backend, sessions, isPartial: true, view)
    } catch {
      return unavailable(backend, error, view)
    }
  }
}
