/// The stored items of each user, for looking one up.
struct StoredUsers {
  private var users: [SessionID: StoredSession] = [:]

  init(_ items: [StorageItem]) {
    for item in items {
      guard case .tokenSet(let clientID, let username, let name)? = AmplifyKey(item.key) else {
        continue
      }
      let id = Self.id(clientID, username)
      users[id, default: StoredSession(clientID: clientID, username: username)][name] = item.value
    }
  }

  subscript(clientID: String, username: String) -> StoredSession {
    users[Self.id(clientID, username)] ?? StoredSession(clientID: clientID, username: username)
  }

  private static func id(_ clientID: String, _ username: String) -> SessionID {
    SessionID(backend: BackendID(""), clientID: clientID, username: username)
  }
}
