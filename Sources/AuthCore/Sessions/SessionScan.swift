/// Turns what a storage holds into sessions; a pure function of the items.
package enum SessionScan {
  /// What a scan found: sessions in the order of user, client and backend.
  package struct Result: Equatable, Sendable {
    package var sessions: [Session] = []
    /// Users named by a pointer without any token: what an app takes for signed out.
    package var emptyPointers: [SessionID] = []
  }

  /// The sessions among some items; items outside Amplify's scheme are passed over.
  ///
  /// A refusal that a pool gave earlier counts while the refresh token is the same.
  package static func scan(
    _ items: some Sequence<StorageItem>,
    backend: BackendID,
    isActiveBackend: Bool,
    refusals: [SessionID: RememberedRefusal] = [:]
  ) -> Result {
    var stored: [StoredSession] = []
    var pointers: [String: String] = [:]
    for item in items {
      switch AmplifyKey(item.key) {
      case .tokenSet(let clientID, let username, let name):
        // Items come ordered by key, so those of one user stand together.
        if let last = stored.last, last.clientID == clientID, last.username == username {
          stored[stored.count - 1][name] = item.value
        } else {
          stored.append(
            StoredSession(clientID: clientID, username: username, values: [name: item.value])
          )
        }
      case .lastAuthUser(let clientID): pointers[clientID] = item.value
      case nil: continue
      }
    }
    var result = Result()
    for one in merged(stored) where one.hasTokens {
      let id = SessionID(backend: backend, clientID: one.clientID, username: one.username)
      var session = one.session(id: id)
      session.isPointer = pointers[one.clientID] == one.username
      session.isActive = session.isPointer && isActiveBackend
      session.refusal = refusals[id].flatMap { $0.refusal(for: one.token(.refresh)) }
      if !session.isPointer { session.problems.append(.orphan(pointer: pointers[one.clientID])) }
      result.sessions.append(session)
    }
    let found = Set(result.sessions.map(\.id))
    result.emptyPointers = pointers.map {
      SessionID(backend: backend, clientID: $0.key, username: $0.value)
    }.filter { !found.contains($0) }.sorted()
    result.sessions.sort { $0.id < $1.id }
    return result
  }

  /// One entry a user, also where a user name with dots sorted into another's keys.
  private static func merged(_ stored: [StoredSession]) -> [StoredSession] {
    var byUser: [[String]: StoredSession] = [:]
    byUser.reserveCapacity(stored.count)
    for one in stored {
      let user = [one.clientID, one.username]
      if var known = byUser[user] {
        for (name, value) in one.values { known[name] = value }
        byUser[user] = known
      } else {
        byUser[user] = one
      }
    }
    return Array(byUser.values)
  }
}
