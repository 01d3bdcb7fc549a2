/// What other programs did to a backend between two looks at it; a pure function of what was known
/// and what is seen.
struct JournalNotice: Equatable, Sendable {
  /// One look at a backend.
  struct Look: Equatable, Sendable {
    let backend: BackendID
    let sessions: [Session]
    /// Whether what is not listed is not there.
    let isComplete: Bool
    /// When the look began.
    let date: NumericDate
    /// Whom the clients' pointers name, where that is known beside the sessions.
    var pointers: [String: String]?
    /// Whether the storage itself tells what others did, so that a difference is no news.
    var isAttributed = false
  }

  /// Whom a pointer named, empty for nobody, and when that was written down.
  struct Pointer: Equatable, Sendable {
    let at: Int64
    let user: String

    init(_ user: String, at: Int64) {
      self.user = user
      self.at = at
    }

    var text: String { "\(at)\t\(user)" }

    init?(_ text: String) {
      let parts = text.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let at = Int64(parts[0]) else { return nil }
      self.init(String(parts[1]), at: at)
    }
  }

  /// What was known before the look.
  struct Known: Equatable, Sendable {
    var traces: [SessionID: SessionTrace] = [:]
    /// The pointers by client.
    var pointers: [String: Pointer] = [:]
    /// The last look, nil when there was none.
    var look: NumericDate?
  }

  private(set) var entries: [JournalEntry] = []
  private(set) var traces: [SessionID: SessionTrace] = [:]
  private(set) var pointers: [String: Pointer] = [:]

  /// Above so many sessions a backend's changes are not noticed: it would cost more than it tells.
  static let sessionLimit = 1000

  init(_ look: Look, known: Known) {
    for session in look.sessions { notice(session, look, known) }
    if look.isComplete { noticeRemovals(look, known) }
    noticePointers(look, known)
  }

  private mutating func notice(_ session: Session, _ look: Look, _ known: Known) {
    let new = SessionTrace(session, at: look.date)
    let old = known.traces[session.id]
    // What authtop did while the look was under way is told by itself.
    if let old, old.at >= look.date.milliseconds { return }
    guard let old, old.isThere else {
      traces[session.id] = new
      if !look.isAttributed || known.look == nil { appeared(session, look, known) }
      return
    }
    var trace = new
    trace.isExpired = old.isExpired && old.expiresAt == new.expiresAt
    if !look.isAttributed { changed(session, from: old, to: new, look) }
    if new.isExpired, !trace.isExpired {
      trace.isExpired = true
      expired(session, look)
    }
    if !trace.tellsTheSame(as: old) { traces[session.id] = trace }
  }

  private mutating func appeared(_ session: Session, _ look: Look, _ known: Known) {
    let drift = session.driftMilliseconds
    let start = (session.access ?? session.idToken)?.authTime
    let isNew =
      known.look.flatMap { last in
        start.map { $0 > last.advanced(byMilliseconds: drift) }
      } ?? false
    add(isNew ? .signedIn : .seen, session, look)
  }

  private mutating func changed(
    _ session: Session,
    from old: SessionTrace,
    to new: SessionTrace,
    _ look: Look
  ) {
    if old.family != new.family || old.authTime != new.authTime {
      return add(.signedIn, session, look, "another sign-in took its place")
    }
    let missing = Self.missing(from: old.tokens, to: new.tokens)
    if old.issuedAt != new.issuedAt || old.event != new.event || old.expiresAt != new.expiresAt {
      let names = [
        ("iat", old.issuedAt != new.issuedAt), ("exp", old.expiresAt != new.expiresAt),
        ("event_id", old.event != new.event), ("cognito:groups", old.groups != new.groups),
      ]
      let claims = names.filter(\.1).map { ClaimChange(token: .access, name: $0.0) }
      return add(.refreshed, session, look, missing, claims)
    }
    if !missing.isEmpty { return add(.changed, session, look, missing) }
    if old.drift != new.drift { add(.changed, session, look, "clockDrift") }
  }

  private static func missing(from old: String, to new: String) -> String {
    let names: [(Character, String)] = [
      ("a", "access token"), ("i", "ID token"), ("r", "refresh token"),
    ]
    return names.compactMap { letter, name in
      switch (old.contains(letter), new.contains(letter)) {
      case (true, false): "the \(name) is gone"
      case (false, true): "there is an \(name) again"
      default: nil
      }
    }.joined(separator: ", ")
  }

  /// Its end lies at the token's `exp` and not at the look.
  private mutating func expired(_ session: Session, _ look: Look) {
    let drift = session.driftMilliseconds
    let end = session.access?.expiresAt?.earlier(byMilliseconds: drift)
    entries.append(
      JournalEntry(
        .expired,
        by: .time,
        at: min(end ?? look.date, look.date),
        backend: look.backend,
        session: session.id,
        drift: drift
      )
    )
  }

  private mutating func noticeRemovals(_ look: Look, _ known: Known) {
    let found = Set(look.sessions.map(\.id))
    for (id, trace) in known.traces.sorted(by: { $0.key < $1.key })
    where trace.isThere && trace.at < look.date.milliseconds && !found.contains(id) {
      traces[id] = .gone(at: look.date)
      guard !look.isAttributed else { continue }
      entries.append(
        JournalEntry(
          .removed,
          by: .other,
          at: look.date,
          backend: look.backend,
          session: id,
          drift: trace.drift
        )
      )
    }
  }

  private mutating func noticePointers(_ look: Look, _ known: Known) {
    var now: [String: Session] = [:]
    for session in look.sessions where session.isPointer { now[session.id.clientID] = session }
    let clients = Set(look.sessions.map(\.id.clientID)).union(
      look.isComplete ? known.pointers.keys.map(\.self) : []
    )
    for client in clients.sorted() {
      let user = look.pointers.map { $0[client] ?? "" } ?? now[client]?.id.username ?? ""
      let pointer = Pointer(user, at: look.date.milliseconds)
      guard let old = known.pointers[client] else {
        pointers[client] = pointer
        continue
      }
      guard old.at < pointer.at, !old.user.hasSameBytes(as: user) else { continue }
      pointers[client] = pointer
      guard !look.isAttributed else { continue }
      let id = SessionID(backend: look.backend, clientID: client, username: user)
      entries.append(
        JournalEntry(
          .pointer,
          by: .other,
          at: look.date,
          backend: look.backend,
          session: user.isEmpty ? nil : id,
          drift: now[client]?.driftMilliseconds,
          detail: "LastAuthUser \(Self.shown(old.user)) → \(Self.shown(user))"
        )
      )
    }
  }

  /// More was done than is told by name.
  mutating func noteMore(_ count: Int, _ look: Look) {
    entries.append(
      JournalEntry(
        .changed,
        by: .other,
        at: look.date,
        backend: look.backend,
        detail: "and \(count) more users' items were written"
      )
    )
  }

  private static func shown(_ user: String) -> String { user.isEmpty ? "(nobody)" : user }

  private mutating func add(
    _ kind: JournalEntry.Kind,
    _ session: Session,
    _ look: Look,
    _ detail: String = "",
    _ claims: [ClaimChange] = []
  ) {
    entries.append(
      JournalEntry(
        kind,
        by: .other,
        at: look.date,
        backend: look.backend,
        session: session.id,
        drift: session.driftMilliseconds,
        detail: detail,
        claims: claims
      )
    )
  }
}
