extension SessionManager {
  /// One look at one backend; one that cannot be read is an answer too, because it is to be shown.
  ///
  /// With a limit it stops after about so many sessions where the storage can read in pages, and
  /// the snapshot says that it is partial. It throws for a backend that does not exist.
  public nonisolated func snapshot(
    of id: BackendID,
    limit: Int? = nil
  ) async throws(SessionError) -> BackendSnapshot {
    let backend = try backend(id)
    var view = await view(of: id)
    let start = clock()
    do {
      if let found = try await summarised(backend, after: nil, limit: limit, in: view) {
        if found.isLast { await noteLook(at: backend, found.sessions, since: start) }
        return snapshot(of: backend, found.sessions, isPartial: !found.isLast, view)
      }
      let (items, isPartial) = try await items(of: backend, limit: limit)
      let result = SessionScan.scan(items, in: &view)
      if !isPartial { await noteLook(at: backend, result.sessions, since: start) }
      return snapshot(
        of: backend,
        result.sessions,
        isPartial: isPartial,
        view,
        remark: await (backend.storage as? any RemarkingStorage)?.remark
      )
    } catch {
      return unavailable(backend, error, view)
    }
  }

  /// Looks at every backend, each on its own, in the order of the screen.
  public nonisolated func snapshots() async -> [BackendSnapshot] {
    await withTaskGroup(of: (Int, BackendSnapshot?).self) { group in
      for (index, backend) in backends.enumerated() {
        group.addTask { (index, try? await self.snapshot(of: backend.id)) }
      }
      var found: [(Int, BackendSnapshot?)] = []
      for await one in group { found.append(one) }
      return found.sorted { $0.0 < $1.0 }.compactMap(\.1)
    }
  }

  /// One session as it is stored now.
  public nonisolated func session(_ id: SessionID) async throws(SessionError) -> Session {
    let stored = try await stored(id)
    let pointer = try await using(id.backend) { try await $0.pointer(clientID: id.clientID) }
    let pointers = pointer.map { [SessionUser(username: $0, clientID: id.clientID)] } ?? []
    var view = await view(of: id.backend).with(pointers: pointers)
    let row = SummaryPage.Row(user: SessionUser(id), facts: SessionFacts(stored))
    guard let session = view.session(row) else { throw .notFound(id) }
    return session
  }

  /// One session with its tokens decoded.
  public nonisolated func detail(_ id: SessionID) async throws(SessionError) -> SessionDetail {
    SessionDetail(
      session: try await session(id),
      stored: try await stored(id),
      others: await others(of: id)
    )
  }

  /// Items of the session's client and of no user; what cannot be read now is left out.
  private nonisolated func others(of id: SessionID) async -> [StorageItem] {
    guard let storage = try? backend(id.backend).storage else { return [] }
    var items: [StorageItem] = []
    for key in AmplifyOtherKey.oauthKeys(clientID: id.clientID) {
      guard let value = (try? await storage.getItem(key)) ?? nil else { continue }
      items.append(StorageItem(key: key, value: value))
    }
    guard let listing = storage as? any ListingStorage, (try? await listing.isListable) == true
    else { return items }
    for prefix in AmplifyOtherKey.prefixes {
      items += (try? await listing.items(withPrefix: prefix)) ?? []
    }
    return items
  }

  /// One raw token, for the user who asked for it.
  public nonisolated func token(
    _ kind: TokenKind,
    of id: SessionID
  ) async throws(SessionError) -> TokenText? {
    try await stored(id).token(kind)
  }

  /// Elements arrive when any backend may have changed.
  public nonisolated func changes() -> AsyncStream<BackendID> {
    let (stream, continuation) = AsyncStream.makeStream(of: BackendID.self)
    let listeners = backends.compactMap { backend in
      (backend.storage as? any WatchableStorage).map { storage in
        Task { for await _ in storage.changes() { continuation.yield(backend.id) } }
      }
    }
    continuation.onTermination = { _ in for listener in listeners { listener.cancel() } }
    return stream
  }

  /// What lies around a backend's sessions now, but its pointers.
  nonisolated func view(of id: BackendID) async -> SessionView {
    SessionView(
      backend: id,
      isActiveBackend: await activeBackend() == id,
      pointers: [],
      refusals: await state.refusals(),
      intents: await openIntents(),
      signOuts: await openSignOuts(),
      pools: pools
    )
  }

  /// Notes when the refresh token ends: its lifetime counts from the sign-in, and no refresh
  /// extends it.
  nonisolated func withDeadline(_ session: Session) -> Session {
    guard session.refresh != nil,
      let start = session.access?.authTime ?? session.idToken?.authTime,
      let validity = pools.configuration(clientID: session.id.clientID, issuer: session.issuer)?
        .refreshTokenValidity
    else { return session }
    var session = session
    session.refresh?.deadline = start.advanced(bySeconds: validity)
    return session
  }

  nonisolated func snapshot(
    of backend: Backend,
    _ sessions: [Session],
    isPartial: Bool,
    _ view: SessionView,
    remark: String? = nil
  ) -> BackendSnapshot {
    BackendSnapshot(
      id: backend.id,
      lifetime: backend.lifetime,
      content: .sessions(sessions),
      isPartial: isPartial,
      isActive: view.isActiveBackend,
      remark: remark
    )
  }

  nonisolated func unavailable(
    _ backend: Backend,
    _ error: any Error,
    _ view: SessionView
  ) -> BackendSnapshot {
    let content: BackendSnapshot.Content =
      switch error as? StorageError {
      case .absent(let reason)?: .absent(reason)
      case let error?: .unavailable("\(error)")
      case nil: .unavailable("\(type(of: error))")
      }
    return BackendSnapshot(
      id: backend.id,
      lifetime: backend.lifetime,
      content: content,
      isPartial: false,
      isActive: view.isActiveBackend
    )
  }

  private nonisolated func items(
    of backend: Backend,
    limit: Int?
  ) async throws -> ([StorageItem], isPartial: Bool) {
    if let limit, let paged = backend.storage as? any PagedStorage {
      return try await paged.firstSessions(limit: limit)
    }
    if let listing = backend.storage as? any ListingStorage, try await listing.isListable {
      return (try await listing.items(withPrefix: AmplifyKey.prefix), false)
    }
    // A storage that cannot list shows the pointer's user only, of each client that is known.
    var items: [StorageItem] = []
    for clientID in Set(pools.configurations.map(\.clientID)).sorted() {
      guard let username = try await backend.storage.pointer(clientID: clientID) else { continue }
      let stored = try await backend.storage.storedSession(clientID: clientID, username: username)
      items.append(
        StorageItem(key: AmplifyKey.lastAuthUser(clientID: clientID).text, value: username)
      )
      for (name, value) in stored.values {
        items.append(StorageItem(key: stored.key(name), value: value))
      }
    }
    return (items, false)
  }
}
