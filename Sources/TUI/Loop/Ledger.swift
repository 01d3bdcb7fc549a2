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
  private var places: [SessionID: Int] = [:]

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
    places[id].map { sessions[$0] }
  }

  /// The backend where sign-in writes and the app reads.
  package var activeBackend: BackendID? {
    backends.first { snapshots[$0]?.isActive ?? false } ?? backends.first
  }

  /// The backends that said why they cannot be read.
  package var unavailable: [(id: BackendID, reason: String)] {
    backends.compactMap { id in
      if case .unavailable(let reason)? = snapshots[id]?.content { (id, reason) } else { nil }
    }
  }

  /// Takes what a look at one backend found; a backend that failed keeps what it last had.
  ///
  /// True when that changed anything that is listed.
  @discardableResult
  package mutating func take(_ snapshot: BackendSnapshot) -> Bool {
    var snapshot = snapshot
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

  private mutating func rebuild() {
    sessions = backends.flatMap { snapshots[$0]?.sessions ?? [] }.sorted { $0.id < $1.id }
    places = Dictionary(
      sessions.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    twins = [:]
    // Copies stand together, since the order is by user and client first.
    var start = 0
    while start < sessions.count {
      var end = start + 1
      while end < sessions.count, sessions[start].id.hasSameUser(as: sessions[end].id) { end += 1 }
      if end - start > 1 { note(twins: start..<end) }
      start = end
    }
  }

  private mutating func note(twins range: Range<Int>) {
    let issued = range.map { sessions[$0].access?.issuedAt?.milliseconds ?? 0 }
    let newest = issued.max() ?? 0
    for (index, moment) in zip(range, issued) {
      twins[sessions[index].id] = moment == newest ? .newest : .older
    }
  }
}
