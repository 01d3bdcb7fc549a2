/// Tokens that pools issued and their backends did not take yet: most exist nowhere else.
///
/// A sign-in's go only when they are stored. A refresh's go too when somebody else stored another
/// generation of the same sign-in in their place. Another sign-in of the user pushes none of them out;
/// a sign-out that the pool confirmed ends those that it is about.
struct UnsavedTokens: Sendable {
  /// What made them.
  enum Kind: Sendable {
    /// A refresh: a new generation of a session, which its copies share.
    case renewed(RenewedTokens)
    /// A sign-in: a session of its own, which no copy has.
    case signedIn(NewSession)
  }

  /// One token set, where it was to go, and why it is not there.
  struct Entry: Sendable {
    let id: SessionID
    let kind: Kind
    let reason: String
  }

  private(set) var entries: [Entry] = []

  /// What is held, one a session, in the order of sessions.
  var held: [HeldSession] {
    Dictionary(entries.map { ($0.id, $0.reason) }) { first, _ in first }
      .map { HeldSession(id: $0.key, reason: $0.value) }.sorted { $0.id < $1.id }
  }

  /// A session's entries, the oldest first.
  func entries(of id: SessionID) -> [Entry] { entries.filter { $0.id == id } }

  /// The newest tokens that a rotation put in the place of stored ones, and where they were to go.
  ///
  /// They may be held under another backend's name: copies share one refresh token.
  func renewal(of stored: StoredSession) -> (id: SessionID, tokens: RenewedTokens)? {
    guard let token = stored.token(.refresh) else { return nil }
    for entry in entries.reversed() {
      guard case .renewed(let held) = entry.kind, held.rotated, held.old.token(.refresh) == token,
        entry.id.clientID.hasSameBytes(as: stored.clientID),
        entry.id.username.hasSameBytes(as: stored.username)
      else { continue }
      return (entry.id, held)
    }
    return nil
  }

  /// Lets what is held go on with a renewal of the very tokens, which that has used up.
  mutating func follow(_ next: RenewedTokens) {
    // One that did not rotate goes on with the same refresh token and a newer access token.
    guard let used = next.old.token(.refresh) else { return }
    for index in entries.indices {
      let entry = entries[index]
      guard case .renewed(let held) = entry.kind, held.tokens.refreshToken == used,
        held.old.token(.refresh) != used
      else { continue }
      entries[index] = Entry(
        id: entry.id,
        kind: .renewed(held.followed(by: next)),
        reason: entry.reason
      )
    }
  }

  /// Keeps tokens; a newer generation of the same sign-in takes the place of an older one.
  mutating func hold(_ kind: Kind, of id: SessionID, because reason: String) {
    release(kind, of: id)
    entries.append(Entry(id: id, kind: kind, reason: reason))
  }

  /// Forgets tokens that are stored, or over.
  mutating func release(_ kind: Kind, of id: SessionID) {
    entries.removeAll { $0.id == id && $0.kind.isSameSession(as: kind) }
  }
}

extension UnsavedTokens.Kind {
  /// Whether they are generations of one sign-in, or one and the same new one.
  fileprivate func isSameSession(as other: Self) -> Bool {
    switch (self, other) {
    case (.renewed(let one), .renewed(let other)):
      SessionFamily(one.old) == SessionFamily(other.old)
    case (.signedIn(let one), .signedIn(let other)): one.tokens == other.tokens
    case (.renewed, .signedIn), (.signedIn, .renewed): false
    }
  }

  /// The items of the session as they would be stored.
  var stored: StoredSession {
    switch self {
    case .renewed(let renewed): renewed.old.applying(renewed.changes)
    case .signedIn(let new): new.stored
    }
  }

  /// The sign-in that they are of, as stored tokens tell it.
  var family: SessionFamily {
    switch self {
    case .renewed(let renewed): SessionFamily(renewed.old)
    case .signedIn(let new): SessionFamily(new.stored)
    }
  }

  /// Whether a backend may take them without losing another session: always where there is none.
  ///
  /// `isOwn` says that it is the backend that they were meant for, where a sign-in replaces what is
  /// there, as it would have done at once, and an undo brings it back.
  func mayStand(over there: StoredSession, isOwn: Bool) -> Bool {
    if !there.hasTokens { return true }
    switch self {
    case .renewed(let renewed): return renewed.belong(to: there)
    case .signedIn: return isOwn
    }
  }
}

/// A session whose new tokens no backend took yet.
public struct HeldSession: Equatable, Sendable {
  public let id: SessionID
  /// Why its own backend did not take them.
  public let reason: String

  public init(id: SessionID, reason: String) {
    self.id = id
    self.reason = reason
  }
}
