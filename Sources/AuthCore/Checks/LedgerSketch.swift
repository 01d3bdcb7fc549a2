/// What tells which of many sessions may have a problem that shows only beside others: a few bytes
/// for each of them.
///
/// It errs on the safe side: whoever has such a problem is a suspect, and some others may be.
struct LedgerSketch: Sendable {
  /// Where each user and client was met first, by a hash.
  private var places: [Int: BackendID] = [:]
  private var twins: Set<Int> = []
  /// Each user by subject, within a backend and client.
  private var subjects: Set<Int> = []
  private var sharedSubjects: Set<Int> = []
  /// How many sessions of each pool stand under a client.
  private var pools: [String: [String: Int]] = [:]

  mutating func note(_ session: Session) {
    let user = Self.user(session.id)
    if let first = places[user] {
      if first != session.id.backend { twins.insert(user) }
    } else {
      places[user] = session.id.backend
    }
    if let subject = Self.subject(session), !subjects.insert(subject).inserted {
      sharedSubjects.insert(subject)
    }
    if let pool = session.poolID { pools[session.id.clientID, default: [:]][pool, default: 0] += 1 }
  }

  /// Whether there may be any.
  var hasSuspects: Bool {
    !twins.isEmpty || !sharedSubjects.isEmpty || pools.contains { $0.value.count > 1 }
  }

  func isSuspect(_ session: Session) -> Bool {
    twins.contains(Self.user(session.id))
      || Self.subject(session).map(sharedSubjects.contains) ?? false
  }

  /// How many sessions of a client's pool are enough to see which of its pools is the main one; nil
  /// where all of them are needed, 0 where none is.
  func enough(of pool: String, under clientID: String) -> Int? {
    guard let counts = pools[clientID], counts.count > 1 else { return 0 }
    let others = counts.filter { $0.key != pool }.map(\.value).max() ?? 0
    return counts[pool, default: 0] > others ? others + 1 : nil
  }

  private static func user(_ id: SessionID) -> Int {
    SessionUser(id).hashValue
  }

  private static func subject(_ session: Session) -> Int? {
    session.sub.map { sub in
      SessionID(backend: session.id.backend, clientID: session.id.clientID, username: sub).hashValue
    }
  }
}
