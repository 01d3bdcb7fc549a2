/// What is to be checked.
public enum CheckScope: Equatable, Sendable {
  case everything
  case backend(BackendID)
  case session(SessionID)
}

extension SessionManager {
  /// What is wrong, the worst first; reads the stores and asks no network.
  ///
  /// For one session its copies in other backends are looked at too, and what its backend keeps
  /// for its app client. `learned` is what pools were heard to say before, see `learn`.
  package nonisolated func findings(
    _ scope: CheckScope,
    origin: WebOrigin? = nil,
    learned: [SessionID: LearnedFacts] = [:]
  ) async throws(SessionError) -> [Finding] {
    let context = CheckContext(
      now: clock(),
      pools: pools.configurations,
      origin: origin,
      learned: learned,
      moves: await openMoves()
    )
    switch scope {
    case .session(let id): return try await findings(of: id, context)
    case .backend(let id):
      let one = try backend(id)
      return await findings(of: [one], context).filter { $0.subject.backend == id }
    case .everything: return await findings(of: backends, context)
    }
  }

  /// Asks the pool of a session what only it can tell: its published keys, and GetUser.
  package nonisolated func learn(_ id: SessionID) async throws(SessionError) -> LearnedFacts {
    var facts = LearnedFacts(verdicts: try await verify(id))
    let stored = try await stored(id)
    guard let token = stored.token(.access) else { return facts }
    let issuer = stored.session(id: id).issuer
    guard let pool = pools.configuration(clientID: id.clientID, issuer: issuer) else {
      throw .noPool(clientID: id.clientID)
    }
    let asked = clock()
    do throws(UserPoolError) {
      let reply = try await pools.userPool(pool).getUser(
        GetUserRequest(accessToken: token.reveal())
      )
      facts.liveness = .alive(reply.answer)
      facts.serverDrift = reply.serverDate.map { $0.milliseconds(since: asked) }
    } catch {
      facts.liveness =
        if case .refused(let name, let message, _, _) = error {
          .refused(name: name, message: message)
        } else {
          .unknown("\(error)")
        }
    }
    return facts
  }

  /// All sessions of some backends, one backend's items in memory at a time.
  private nonisolated func findings(of chosen: [Backend], _ context: CheckContext) async
    -> [Finding]
  {
    var checkup = Checkup(context)
    let active = await activeBackend()
    let refusals = await state.refusals()
    let (intents, signOuts) = (await openIntents(), await openSignOuts())
    for one in backends {
      let isChosen = chosen.contains { $0.id == one.id }
      var place = CheckedBackend(id: one.id)
      place.isActive = one.id == active
      do {
        let items = try await checkedItems(of: one.storage)
        place.cookies = try await (one.storage as? any CookieKeepingStorage)?.cookies()
        for item in items { place.take(item) }
        let users = StoredUsers(items)
        for session in SessionScan.scan(
          items,
          backend: one.id,
          isActiveBackend: place.isActive,
          refusals: refusals
        ).sessions {
          let stored = users[session.id.clientID, session.id.username]
          let checked = CheckedSession(
            withOpenEnds(withDeadline(session), stored, intents, signOuts),
            stored
          )
          if isChosen { checkup.take(checked) } else { checkup.compare(with: LedgerEntry(checked)) }
        }
      } catch StorageError.absent {
        // Nothing is stored there.
      } catch {
        place.unavailable = Self.reason(error)
      }
      if isChosen { checkup.take(place) }
    }
    return checkup.findings()
  }

  private nonisolated func findings(
    of id: SessionID,
    _ context: CheckContext
  ) async throws(SessionError) -> [Finding] {
    var checkup = Checkup(context)
    checkup.take(CheckedSession(try await session(id), try await stored(id)))
    for other in backends where other.id != id.backend {
      let twin = SessionID(backend: other.id, clientID: id.clientID, username: id.username)
      // A copy that cannot be read now says nothing.
      guard let stored = try? await stored(twin), let session = try? await session(twin) else {
        continue
      }
      checkup.compare(with: LedgerEntry(CheckedSession(session, stored)))
    }
    let place = try await surroundings(of: id)
    for neighbour in place.neighbours { checkup.compare(with: neighbour) }
    checkup.take(place.backend)
    return checkup.findings().filter { finding in
      switch finding.subject {
      case .session(let subject): subject == id
      case .client(let backend, let clientID):
        backend == id.backend && clientID.hasSameBytes(as: id.clientID)
      case .backend(let backend): backend == id.backend
      }
    }
  }

  /// What lies around one session: its backend's loose items, and some of its neighbours.
  private nonisolated func surroundings(
    of id: SessionID
  ) async throws(SessionError) -> (backend: CheckedBackend, neighbours: [LedgerEntry]) {
    let one = try backend(id.backend)
    var place = CheckedBackend(id: one.id)
    place.isActive = await activeBackend() == one.id
    let neighbours = try await neighbours(of: id, isActive: place.isActive)
    let items = try await using(one.id) { storage -> [StorageItem] in
      var items = try await storage.looseItems(ofClient: id.clientID)
      for prefix in AmplifyOtherKey.prefixes {
        items += try await (storage as? any ListingStorage)?.items(withPrefix: prefix) ?? []
      }
      let pointer = AmplifyKey.lastAuthUser(clientID: id.clientID).text
      if let name = try await storage.getItem(pointer) {
        items.append(StorageItem(key: pointer, value: name))
        let user = try await storage.storedSession(clientID: id.clientID, username: name)
        items += user.values.map { StorageItem(key: user.key($0.key), value: $0.value) }
      }
      let own = try await storage.storedSession(clientID: id.clientID, username: id.username)
      return items + own.values.map { StorageItem(key: own.key($0.key), value: $0.value) }
    }
    var seen: Set<[UInt8]> = []
    for item in items where seen.insert(item.key.bytes).inserted { place.take(item) }
    place.cookies = try? await (one.storage as? any CookieKeepingStorage)?.cookies()
    return (place, neighbours)
  }

  /// Everything that the checks look at; a storage that cannot list is asked for known keys.
  nonisolated func checkedItems(of storage: any KeyValueStorage) async throws
    -> [StorageItem]
  {
    if let listing = storage as? any ListingStorage, try await listing.isListable {
      return try await listing.items(withPrefix: "")
    }
    var items: [StorageItem] = []
    for clientID in Set(pools.configurations.map(\.clientID)).sorted() {
      items += try await storage.looseItems(ofClient: clientID)
      guard let username = try await storage.pointer(clientID: clientID) else { continue }
      let stored = try await storage.storedSession(clientID: clientID, username: username)
      items.append(
        StorageItem(key: AmplifyKey.lastAuthUser(clientID: clientID).text, value: username)
      )
      items += stored.values.map { StorageItem(key: stored.key($0.key), value: $0.value) }
    }
    return items
  }

  private static func reason(_ error: any Error) -> String {
    (error as? StorageError)?.description ?? "\(type(of: error))"
  }
}

extension KeyValueStorage {
  /// What Amplify keeps for one app client and no user.
  fileprivate func looseItems(ofClient clientID: String) async throws -> [StorageItem] {
    var items: [StorageItem] = []
    for key in AmplifyOtherKey.oauthKeys(clientID: clientID) {
      if let value = try await getItem(key) { items.append(StorageItem(key: key, value: value)) }
    }
    return items
  }
}
