extension SessionManager {
  /// What removing some keys would do: those that a check found left over.
  ///
  /// A token, a pointer, what a user with tokens may need and what is not Amplify's stay.
  public nonisolated func keyRemovalPlan(
    _ keys: [String],
    in id: BackendID
  ) async throws(SessionError) -> KeyRemovalPlan {
    var items: [KeyRemovalPlan.Item] = []
    var kept: [KeyRemovalPlan.Kept] = []
    for key in keys {
      guard let value = try await using(id, { try await $0.getItem(key) }) else {
        kept.append(.init(key: key, reason: "it is gone already"))
        continue
      }
      guard let meaning = KeyRemovalPlan.meaning(of: key) else {
        kept.append(.init(key: key, reason: "it is no leftover"))
        continue
      }
      if try await isNeeded(key, in: id) {
        kept.append(.init(key: key, reason: "its user is signed in"))
        continue
      }
      items.append(.init(key: key, meaning: meaning, digest: UndoItem.digest(value)))
    }
    return KeyRemovalPlan(backend: id, items: items, kept: kept)
  }

  /// Whether a key is of a user who has tokens, and may be needed with them.
  private nonisolated func isNeeded(
    _ key: String,
    in id: BackendID
  ) async throws(SessionError) -> Bool {
    guard case .tokenSet(let clientID, let username, let name)? = AmplifyKey(key),
      name != .userData
    else { return false }
    return try await using(id) {
      try await $0.storedSession(clientID: clientID, username: username)
    }.hasTokens
  }

  /// Removes what a plan names, unless it changed since, as one step that can be taken back.
  ///
  /// - Returns: what was removed, and what stayed and why.
  public func removeKeys(_ plan: KeyRemovalPlan) async throws(SessionError) -> KeyRemovalPlan {
    try await alone(withAll: plan.users) { () async throws(SessionError) in
      try await self.performRemoval(plan)
    }
  }

  private nonisolated func performRemoval(
    _ plan: KeyRemovalPlan
  ) async throws(SessionError) -> KeyRemovalPlan {
    let id = plan.backend
    let now = try await keyRemovalPlan(plan.items.map(\.key), in: id)
    var kept = plan.kept + now.kept
    var going: [KeyRemovalPlan.Item] = []
    var before: [UndoItem] = []
    for item in now.items {
      guard plan.items.contains(item),
        let value = try await using(id, { try await $0.getItem(item.key) }),
        UndoItem.digest(value) == item.digest
      else {
        kept.append(.init(key: item.key, reason: "it changed since"))
        continue
      }
      going.append(item)
      before.append(UndoItem(backend: id, key: item.key, before: value, after: nil))
    }
    let done = KeyRemovalPlan(backend: id, items: going, kept: kept)
    guard !going.isEmpty else { return done }
    let recorded = await record(
      LocalChange(
        kind: .remove,
        title: "remove \(Self.names(going)) from \(id)",
        sessions: done.users,
        items: before
      )
    )
    try await write(going.map { .remove(key: $0.key) }, to: id, as: recorded)
    await complete(recorded)
    note(entries(about: done), touching: done.users)
    return done
  }

  /// The first few keys in a title, by their last parts.
  private static func names(_ items: [KeyRemovalPlan.Item]) -> String {
    let names = items.prefix(4).map { KeyRemovalPlan.shortName(of: $0.key) }
    let more = items.count > names.count ? " and \(items.count - names.count) more keys" : ""
    return names.joined(separator: ", ") + more
  }

  /// One entry for each user whose keys went, and one for what belongs to no user.
  private nonisolated func entries(about done: KeyRemovalPlan) -> [JournalEntry] {
    var entries = done.users.map { user in
      let own = done.items.filter { item in
        guard case .tokenSet(let clientID, let username, _)? = AmplifyKey(item.key) else {
          return false
        }
        return clientID.hasSameBytes(as: user.clientID)
          && username.hasSameBytes(as: user.username)
      }
      return entry(.removed, user, Self.names(own))
    }
    let loose = done.items.filter { item in
      if case .tokenSet? = AmplifyKey(item.key) { false } else { true }
    }
    if !loose.isEmpty {
      let detail = Self.names(loose)
      entries.append(
        JournalEntry(.removed, at: clock(), backend: done.backend, detail: detail)
      )
    }
    return entries
  }
}
