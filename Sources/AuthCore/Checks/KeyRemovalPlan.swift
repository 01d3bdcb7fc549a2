/// Stored keys that a removal will take out of a backend, said before anything happens; no value is in it.
public struct KeyRemovalPlan: Equatable, Sendable {
  public let backend: BackendID
  /// The keys that go.
  public let items: [Item]
  /// The keys that stay.
  public let kept: [Kept]

  /// A key that goes.
  public struct Item: Equatable, Sendable {
    public let key: String
    /// What Amplify keeps there.
    public let meaning: String
    /// What to know the value by that was there when the plan was made.
    let digest: String
  }

  /// A key that stays, and why.
  public struct Kept: Equatable, Sendable {
    public let key: String
    public let reason: String
  }

  /// The users whose keys go, in the plan's backend.
  var users: [SessionID] {
    var users: [SessionID] = []
    for item in items {
      guard case .tokenSet(let clientID, let username, _)? = AmplifyKey(item.key) else { continue }
      let user = SessionID(backend: backend, clientID: clientID, username: username)
      if !users.contains(user) { users.append(user) }
    }
    return users
  }
}

extension KeyRemovalPlan {
  /// What a key is good for, nil for one that a session lives by or that is not Amplify's: such a key
  /// is never removed by its name.
  static func meaning(of key: String) -> String? {
    switch AmplifyKey(key) {
    case .tokenSet(_, _, let name): clearedTokens.contains(name) ? nil : name.meaning
    case .lastAuthUser: nil
    case .oauth, nil: AmplifyOtherKey(key)?.meaning
    }
  }

  private static let clearedTokens: [AmplifyKey.Name] = [.accessToken, .idToken, .refreshToken]

  /// The last part of a key, for the journal and for titles.
  static func shortName(of key: String) -> String {
    if case .tokenSet(_, _, let name)? = AmplifyKey(key) { return name.rawValue }
    return AmplifyOtherKey(key)?.name ?? key
  }
}
