extension SessionManager {
  /// What a browser sign-in left for a client, in the places where Amplify and authtop keep it; empty
  /// where none of the sessions that go began there.
  ///
  /// Amplify removes it at the sign-out. Left behind it would send every later sign-out of the client
  /// to the browser, however that session began. A session that stays loses nothing: the mark in its
  /// own token set says the same of it.
  nonisolated func clientItems(of plan: SignOutPlan) async -> [UndoItem] {
    var isManaged = false
    for removal in plan.removals where !isManaged {
      isManaged = (try? await stored(removal.id))?.isManaged ?? false
    }
    guard isManaged else { return [] }
    let places = Set(plan.removals.map(\.id.backend) + [BackendID.local])
    var items: [UndoItem] = []
    for place in backends.map(\.id) where places.contains(place) {
      for name in AmplifyKey.OAuthName.allCases {
        let key = AmplifyKey.oauth(clientID: plan.id.clientID, name: name).text
        let value = (try? await using(place) { try await $0.getItem(key) }) ?? nil
        guard let value else { continue }
        items.append(UndoItem(backend: place, key: key, before: value, after: nil))
      }
    }
    return items
  }

  /// Whether another sign-in took one of the places that a sign-out has emptied.
  nonisolated func isTakenAgain(_ plan: SignOutPlan) async -> Bool {
    for removal in plan.removals {
      if case .stored = await look(at: removal.id) { return true }
    }
    return false
  }

  /// Removes them once no session that they were about is left to sign out.
  nonisolated func removeClientItems(
    _ items: [UndoItem],
    as recorded: RecordedChange,
    _ kept: KeptUsers
  ) async -> [SignOutStep] {
    var steps: [SignOutStep] = []
    for place in Set(items.compactMap(\.backend)).sorted() {
      let own = items.filter { $0.backend == place }
      let title = "remove \(own.count.keys) of the browser sign-in from \(place)"
      do throws(SessionError) {
        try await write(own.map { .remove(key: $0.key) }, to: place, as: recorded, kept)
        steps.append(SignOutStep(title, .confirmed))
      } catch {
        steps.append(SignOutStep(title, .refused("\(error)")))
      }
    }
    return steps
  }
}
