/// Tokens that pools issued and no backend took yet: they exist nowhere else.
///
/// A sign-in's go only when they are stored. A refresh's go too when somebody else stored a newer
/// generation in their place.
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

  private var entries: [Entry] = []

  /// What is held, one a session, in the order of sessions.
  var held: [HeldSession] {
    Dictionary(entries.map { ($0.id, $0.reason) }) { first, _ in first }
      .map { HeldSession(id: $0.key, reason: $0.value) }.sorted { $0.id < $1.id }
  }

  /// A session's entries, the oldest first.
  func entries(of id: SessionID) -> [Entry] { entries.filter { $0.id == id } }

  /// Keeps tokens; newer ones of the same making take the place of older ones.
  mutating func hold(_ kind: Kind, of id: SessionID, because reason: String) {
    release(kind, of: id)
    entries.append(Entry(id: id, kind: kind, reason: reason))
  }

  /// Forgets tokens that are stored.
  mutating func release(_ kind: Kind, of id: SessionID) {
    entries.removeAll { $0.id == id && $0.kind.hasSameMaking(as: kind) }
  }
}

extension UnsavedTokens.Kind {
  fileprivate func hasSameMaking(as other: Self) -> Bool {
    switch (self, other) {
    case (.renewed, .renewed), (.signedIn, .signedIn): true
    case (.renewed, .signedIn), (.signedIn, .renewed): false
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
