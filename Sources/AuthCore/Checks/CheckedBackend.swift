/// What one backend holds besides whole sessions, as the checks see it.
package struct CheckedBackend: Sendable {
  package let id: BackendID
  package var isActive = false
  /// Why it could not be read.
  package var unavailable: String?
  /// The user that each app client's pointer names.
  var pointers: [String: String] = [:]
  /// Which items each user has, by app client and user.
  var users: [SessionID: [AmplifyKey.Name]] = [:]
  /// Items of Amplify that belong to no user, by their keys.
  var loose: [String: String] = [:]
  /// The cookies behind the items, where the backend keeps cookies.
  package var cookies: [CookieFact]?

  package init(id: BackendID) {
    self.id = id
  }

  /// Takes an item in; what is of one user is counted, and the rest kept.
  mutating func take(_ item: StorageItem) {
    switch AmplifyKey(item.key) {
    case .tokenSet(let clientID, let username, let name):
      users[SessionID(backend: id, clientID: clientID, username: username), default: []]
        .append(name)
    case .lastAuthUser(let clientID): pointers[clientID] = item.value
    case .oauth, nil: loose[item.key] = item.value
    }
  }

  /// Whether a user has any token.
  func hasTokens(_ id: SessionID) -> Bool {
    users[id]?.contains { [.accessToken, .idToken, .refreshToken].contains($0) } ?? false
  }

  /// An item of an app client that belongs to no user, such as `inflightOAuth`.
  func looseItem(_ name: String, clientID: String) -> (key: String, value: String)? {
    let key = "\(AmplifyKey.prefix)\(clientID).\(name)"
    return loose[key].map { (key, $0) }
  }

  /// The clients that have an item of such a name.
  func clients(with name: String) -> [String] {
    loose.keys.compactMap { key in
      guard key.hasPrefix(AmplifyKey.prefix), key.hasSuffix("." + name) else { return nil }
      let clientID = key.dropFirst(AmplifyKey.prefix.count).dropLast(name.count + 1)
      return clientID.contains(".") ? nil : String(clientID)
    }.sorted()
  }
}
