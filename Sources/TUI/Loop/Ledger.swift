package import AuthCore

/// One list over all stores: what each backend was last seen to hold.
package struct Ledger: Equatable, Sendable {
  /// The backends in the order of the screen.
  package let backends: [BackendID]
  package private(set) var snapshots: [BackendID: BackendSnapshot] = [:]
  /// All sessions, ordered by user, client and backend.
  package private(set) var sessions: [Session] = []
  /// Sessions of one user and client that stand in several backends.
  package private(set) var twins: [SessionID: Twin] = [:]

  /// How a session compares with its copies in other backends.
  package enum Twin: Equatable, Sendable {
    /// Issued last, or at the same moment as the last.
    case newest
    case older
  }

  package init(backends: [BackendID]) {
    self.backends = backends
  }

  package subscript(id: SessionID) -> Session? {
    let place = sessions.place(of: id)
    return place < sessions.count && sessions[place].id == id ? sessions[place] : nil
  }

  /// Copies of a session in other backends that are of the same sign-in and the same generation, as far as
  /// a list can tell: a rotation ends their refresh token too.
  package func copies(of id: SessionID) -> [Session] {
    guard let session = self[id], twins[id] != nil, let family = session.originJTI else {
      return []
    }
    let place = sessions.place(of: id)
    let before = sessions[..<place].reversed().prefix { $0.id.hasSameUser(as: id) }
    let after = sessions[(place + 1)...].prefix { $0.id.hasSameUser(as: id) }
    return (before.reversed() + after).filter { other in
      other.originJTI == family && other.access?.issuedAt == session.access?.issuedAt
    }
  }

  /// The backend where sign-in writes and the app reads.
  package var activeBackend: BackendID? {
    backends.first { snapshots[$0]?.isActive ?? false } ?? backends.first
  }

  /// Takes what a look at one backend found; a backend that failed keeps what it last had.
  ///
  /// True when that changed anything that is listed.
  @discardableResult
  package mutating func take(_ snapshot: BackendSnapshot) -> Bool {
    var snapshot = snapshot
    // The first page of another look at what is known whole: the rest of it follows, and until then
    // nothing has gone.
    if snapshot.isPartial, let known = snapshots[snapshot.id], !known.isPartial,
      case .sessions = known.content
    {
      return false
    }
    if case .unavailable = snapshot.content, let known = snapshots[snapshot.id],
      case .sessions = known.content
    {
      unavailableReasons[snapshot.id] = snapshot.content
      snapshot = BackendSnapshot(
        id: known.id,
        lifetime: known.lifetime,
        content: known.content,
        isPartial: known.isPartial,
        isActive: snapshot.isActive,
        remark: known.remark
      )
    } else {
      unavailableReasons[snapshot.id] = nil
    }
    guard snapshots[snapshot.id] != snapshot else { return false }
    snapshots[snapshot.id] = snapshot
    rebuild()
    return true
  }

  /// Why a backend that was read before cannot be read now.
  private var unavailableReasons: [BackendID: BackendSnapshot.Content] = [:]

  /// The reason why a backend's sessions may be out of date.
  package func staleReason(_ id: BackendID) -> String? {
    if case .unavailable(let reason)? = unavailableReasons[id] { reason } else { nil }
  }

  /// Takes what changed in a backend since its snapshot; true when that changed anything.
  @discardableResult
  package mutating func take(_ change: SessionChange) -> Bool {
    guard let snapshot = snapshots[change.backend], case .sessions(var own) = snapshot.content
    else {
      return false
    }
    // One owner only, so that the changes below are made in place.
    snapshots[change.backend] = nil
    var hasChanged = snapshot.isActive != change.isActive
    for id in change.removed where own.remove(id) {
      hasChanged = true
      sessions.remove(id)
      noteTwins(of: id)
    }
    for session in change.updated where own.put(session) {
      hasChanged = true
      sessions.put(session)
      noteTwins(of: session.id)
    }
    unavailableReasons[change.backend] = nil
    snapshots[change.backend] = BackendSnapshot(
      id: change.backend,
      lifetime: snapshot.lifetime,
      content: .sessions(own),
      isPartial: snapshot.isPartial,
      isActive: change.isActive
    )
    return hasChanged
  }

  private mutating func rebuild() {
    let stores = backends.compactMap { snapshots[$0]?.sessions }.filter { !$0.isEmpty }
    twins = [:]
    guard stores.count > 1 else {
      sessions = stores.first ?? []
      return
    }
    sessions = stores.flatMap(\.self).sorted { $0.id < $1.id }
    // Copies stand together, since the order is by user and client first.
    var start = 0
    while start < sessions.count {
      var end = start + 1
      while end < sessions.count, sessions[start].id.hasSameUser(as: sessions[end].id) { end += 1 }
      if end - start > 1 { note(twins: start..<end) }
      start = end
    }
  }

  /// Compares the copies of one user anew.
  private mutating func noteTwins(of id: SessionID) {
    twins[id] = nil
    var start = sessions.place(of: id)
    while start > 0, sessions[start - 1].id.hasSameUser(as: id) { start -= 1 }
    var end = start
    while end < sessions.count, sessions[end].id.hasSameUser(as: id) { end += 1 }
    for index in start..<end { twins[sessions[index].id] = nil }
    if end - start > 1 { note(twins: start..<end) }
  }

  private mutating func note(twins range: Range<Int>) {
    let issued = range.map { sessions[$0].access?.issuedAt?.milliseconds ?? 0 }
    let newest = issued.max() ?? 0
    for (index, moment) in zip(range, issued) {
      twins[sessions[index].id] = moment == newest ? .newest : .older
    }
  }
}
