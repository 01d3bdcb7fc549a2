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
    signOuts: [SessionID: [SignOutNote]] = [:]
  ) -> Result {
    var view = SessionView(
      backend: backend,
      isActiveBackend: isActiveBackend,
      pointers: [],
      refusals: refusals,
      intents: intents,
      signOuts: signOuts
    )
    return scan(items, in: &view)
  }

  /// The sessions among some items, with what lies around them but the pointers, which are items.
  static func scan(_ items: some Sequence<StorageItem>, in view: inout SessionView) -> Result {
    var stored = Gathering(backend: view.backend)
    var pointers: [[UInt8]: SessionUser] = [:]
    for item in items {
      switch AmplifyKey(item.key) {
      case .tokenSet(let clientID, let username, let name):
        stored.add(name, item.value, clientID: clientID, username: username)
      case .lastAuthUser(let clientID):
        pointers[clientID.bytes] = SessionUser(username: item.value, clientID: clientID)
      case .oauth, nil: continue
      }
    }
    view = view.with(pointers: Array(pointers.values))
    var result = Result()
    for (id, one) in stored.finish() {
      let row = SummaryPage.Row(user: SessionUser(id), facts: SessionFacts(one))
      if let session = view.session(row) { result.sessions.append(session) }
    }
    let found = Set(result.sessions.map(\.id))
    result.emptyPointers = view.pointers.map { $0.id(in: view.backend) }
      .filter { !found.contains($0) }.sorted()
    result.sessions.sort { $0.id < $1.id }
    return result
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
