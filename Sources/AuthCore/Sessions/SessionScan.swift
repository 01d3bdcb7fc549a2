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
  /// A refusal that a pool gave earlier counts while the refresh token is the same, and a refresh
  /// that was cut short while no other tokens are stored.
  package static func scan(
    _ items: some Sequence<StorageItem>,
    backend: BackendID,
    isActiveBackend: Bool,
    refusals: [SessionID: RememberedRefusal] = [:],
    intents: [SessionID: RefreshIntent] = [:],
    signOuts: [SessionID: SignOutNote] = [:]
  ) -> Result {
    var stored = Gathering(backend: backend)
    var pointers: [[UInt8]: SessionID] = [:]
    for item in items {
      switch AmplifyKey(item.key) {
      case .tokenSet(let clientID, let username, let name):
        stored.add(name, item.value, clientID: clientID, username: username)
      case .lastAuthUser(let clientID):
        pointers[clientID.bytes] = SessionID(
          backend: backend,
          clientID: clientID,
          username: item.value
        )
      case .oauth, nil: continue
      }
    }
    var result = Result()
    for (id, one) in stored.finish() where one.hasTokens {
      let pointer = pointers[id.clientID.bytes]
      var session = one.session(id: id)
      session.isPointer = pointer == id
      session.isActive = session.isPointer && isActiveBackend
      session.refusal = refusals[id].flatMap { $0.refusal(for: one.token(.refresh)) }
      session.problems += openEnds(intents[id], signOuts[id], one)
      if !session.isPointer { session.problems.append(.orphan(pointer: pointer?.username)) }
      result.sessions.append(session)
    }
    let found = Set(result.sessions.map(\.id))
    result.emptyPointers = pointers.values.filter { !found.contains($0) }.sorted()
    result.sessions.sort { $0.id < $1.id }
    return result
  }

  /// What was begun with these very tokens and did not come to a known end.
  private static func openEnds(
    _ intent: RefreshIntent?,
    _ signOut: SignOutNote?,
    _ stored: StoredSession
  ) -> [Problem] {
    let refresh = intent.flatMap { $0.isOpen(for: stored) ? Problem.refreshCutShort($0) : nil }
    let ending = signOut.flatMap { $0.isAbout(stored) ? Problem.signOutOpen($0) : nil }
    return [refresh, ending].compactMap { $0 }
  }
}

/// The items of each user; those that stand together, as they do in a listing, are added cheaply.
private struct Gathering {
  let backend: BackendID
  private var users: [SessionID: StoredSession] = [:]
  private var current: StoredSession?

  init(backend: BackendID) {
    self.backend = backend
  }

  mutating func add(
    _ name: AmplifyKey.Name,
    _ value: String,
    clientID: String,
    username: String
  ) {
    if current?.username.hasSameBytes(as: username) != true
      || current?.clientID.hasSameBytes(as: clientID) != true
    {
      settle()
      current = StoredSession(clientID: clientID, username: username)
    }
    current?[name] = value
  }

  /// A user name with dots can part another user's items, so what is known is added to.
  private mutating func settle() {
    guard let current else { return }
    let id = SessionID(
      backend: backend,
      clientID: current.clientID,
      username: current.username
    )
    var known = users[id] ?? StoredSession(clientID: id.clientID, username: id.username)
    for (name, value) in current.values { known[name] = value }
    users[id] = known
  }

  mutating func finish() -> [SessionID: StoredSession] {
    settle()
    current = nil
    return users
  }
}
