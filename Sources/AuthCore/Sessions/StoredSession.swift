/// Every stored item of one user in one app client, as found: the raw material of a session.
package struct StoredSession: Equatable, Sendable {
  package let clientID: String
  package let username: String
  package private(set) var values: [AmplifyKey.Name: String] = [:]

  package static func == (left: Self, right: Self) -> Bool {
    left.clientID.hasSameBytes(as: right.clientID)
      && left.username.hasSameBytes(as: right.username)
      && left.values.mapValues(\.bytes) == right.values.mapValues(\.bytes)
  }

  package init(clientID: String, username: String, values: [AmplifyKey.Name: String] = [:]) {
    self.clientID = clientID
    self.username = username
    self.values = values
  }

  package subscript(name: AmplifyKey.Name) -> String? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// Whether there is anything of a sign-in: device keys and caches outlive one and are none.
  package var hasTokens: Bool {
    values[.accessToken] != nil || values[.idToken] != nil || values[.refreshToken] != nil
  }

  /// Whether the session began in a browser, at managed login.
  package var isManaged: Bool { values[.oauthMetadata] != nil }

  package func token(_ kind: TokenKind) -> TokenText? {
    let name: AmplifyKey.Name =
      switch kind {
      case .access: .accessToken
      case .id: .idToken
      case .refresh: .refreshToken
      }
    // Amplify takes an empty item for an absent one.
    guard let text = values[name], !text.isEmpty else { return nil }
    return TokenText(text, kind: kind)
  }

  package func key(_ name: AmplifyKey.Name) -> String {
    AmplifyKey.tokenSet(clientID: clientID, username: username, name: name).text
  }

  /// The items as writes, in the order of Amplify's names.
  package func setting(_ names: [AmplifyKey.Name] = AmplifyKey.Name.allCases) -> [StorageChange] {
    names.compactMap { name in values[name].map { .set(key: key(name), value: $0) } }
  }

  /// The removal of those items that are there.
  package func removing(_ names: [AmplifyKey.Name]) -> [StorageChange] {
    names.compactMap { name in values[name].map { _ in .remove(key: key(name)) } }
  }
}

extension KeyValueStorage {
  /// The stored items of one user; a storage that cannot list is asked for each known key.
  package func storedSession(clientID: String, username: String) async throws -> StoredSession {
    var stored = StoredSession(clientID: clientID, username: username)
    for name in AmplifyKey.Name.allCases {
      stored[name] = try await getItem(stored.key(name))
    }
    return stored
  }

  /// The user that the client's pointer names, nil when there is none.
  package func pointer(clientID: String) async throws -> String? {
    try await getItem(AmplifyKey.lastAuthUser(clientID: clientID).text)
  }
}
