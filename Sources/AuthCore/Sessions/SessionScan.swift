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
    var stored: [SessionID: StoredSession] = [:]
    var pointers: [[UInt8]: SessionID] = [:]
    for item in items {
      switch AmplifyKey(item.key) {
      case .tokenSet(let clientID, let username, let name):
        let id = SessionID(backend: backend, clientID: clientID, username: username)
        stored[id, default: StoredSession(clientID: clientID, username: username)][name] =
          item.value
      case .lastAuthUser(let clientID):
        pointers[clientID.bytes] = SessionID(
          backend: backend,
          clientID: clientID,
          username: item.value
        )
      case nil: continue
      }
    }
    var result = Result()
    for (id, one) in stored where one.hasTokens {
      let pointer = pointers[id.clientID.bytes]
      var session = one.session(id: id)
      session.isPointer = pointer == id
      session.isActive = session.isPointer && isActiveBackend
      session.refusal = refusals[id].flatMap { $0.refusal(for: one.token(.refresh)) }
      if !session.isPointer { session.problems.append(.orphan(pointer: pointer?.username)) }
      result.sessions.append(session)
    }
    let found = Set(result.sessions.map(\.id))
    result.emptyPointers = pointers.values.filter { !found.contains($0) }.sorted()
    result.sessions.sort { $0.id < $1.id }
    return result
  }
}
