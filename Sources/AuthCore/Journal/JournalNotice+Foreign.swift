extension JournalNotice {
  /// What others did where the storage itself tells it.
  ///
  /// `lastLook` tells a sign-in from a session that was older than anything known here.
  init(
    _ change: ForeignChange,
    in backend: BackendID,
    lastLook: NumericDate?,
    at now: NumericDate
  ) {
    var known = Known()
    known.look = lastLook
    for session in Self.sessions(change.before, in: backend) {
      var trace = SessionTrace(session, at: now)
      trace.at = .min
      known.traces[session.id] = trace
    }
    let (before, after) = (Self.pointers(change.before), Self.pointers(change.after))
    for client in Set(before.keys).union(after.keys)
    where !before[client].hasSameBytes(as: after[client] ?? "") {
      known.pointers[client] = Pointer(before[client] ?? "", at: .min)
    }
    let look = Look(
      backend: backend,
      sessions: Self.sessions(change.after, in: backend),
      isComplete: true,
      date: now,
      pointers: after
    )
    self.init(look, known: known)
    if change.more > 0 { noteMore(change.more, look) }
  }

  private static func sessions(_ page: SummaryPage, in backend: BackendID) -> [Session] {
    page.rows.compactMap { row in
      row.facts.hasTokens ? row.facts.session(id: row.user.id(in: backend)) : nil
    }
  }

  private static func pointers(_ page: SummaryPage) -> [String: String] {
    Dictionary(page.pointers.map { ($0.clientID, $0.username) }) { $1 }
  }
}
