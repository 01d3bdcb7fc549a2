extension PagedStorage {
  /// The items of about the first so many sessions, each of them whole, with the pointers of their
  /// clients; and whether there are more.
  func firstSessions(limit: Int) async throws -> (items: [StorageItem], isPartial: Bool) {
    let size = max(1, limit) * AmplifyKey.Name.allCases.count
    let page = try await items(withPrefix: AmplifyKey.prefix, after: nil, limit: size)
    guard page.count >= size, let end = page.last?.key else { return (page, false) }
    var items: [StorageItem] = []
    var pointers: Set<[UInt8]> = []
    var clients: [[UInt8]: String] = [:]
    for item in page {
      switch AmplifyKey(item.key) {
      case .tokenSet(let clientID, let username, _):
        guard Self.isWhole(clientID, username, upTo: end) else { continue }
        clients[clientID.bytes] = clientID
      case .lastAuthUser(let clientID): pointers.insert(clientID.bytes)
      case .oauth, nil: continue
      }
      items.append(item)
    }
    // A pointer sorts among the names of users and may come only with a later page.
    for (key, clientID) in clients where !pointers.contains(key) {
      guard let username = try await pointer(clientID: clientID) else { continue }
      let key = AmplifyKey.lastAuthUser(clientID: clientID).text
      items.append(StorageItem(key: key, value: username))
    }
    return (items, true)
  }

  /// Whether all items of a user come before the page's end.
  ///
  /// A user whose name begins with this one's and a dot sorts in between, so that the end of this
  /// user's items is not where another user begins, but where the last of the names would stand.
  private static func isWhole(_ clientID: String, _ username: String, upTo end: String) -> Bool {
    AmplifyKey.Name.allCases.allSatisfy { name in
      let key = AmplifyKey.tokenSet(clientID: clientID, username: username, name: name).text
      return !end.isBefore(key)
    }
  }
}
