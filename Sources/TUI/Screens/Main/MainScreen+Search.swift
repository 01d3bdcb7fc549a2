import AuthCore

/// A search through a large list that is under way: so much of it is done.
package struct ListSearch: Equatable, Sendable {
  /// The next session of the ledger to look at.
  var position = 0
  var found: [SessionID] = []
}

extension MainScreen {
  /// Sessions that are looked at between two looks at the keyboard.
  private static let slice = 25_000

  /// Lists what passes the filter, a part at a time: another key in between begins anew.
  mutating func beginSearch(_ context: Context) {
    // An order that is not the ledger's needs all of them at once.
    guard sort == .user, context.ledger.sessions.count > Self.slice else { return relist(context) }
    search = ListSearch()
    searchOn(context)
  }

  /// Looks at some more sessions; until the last the list stays as it was.
  mutating func searchOn(_ context: Context) {
    guard var search else { return }
    let sessions = context.ledger.sessions
    let end = min(sessions.count, search.position + Self.slice)
    // One owner only, so that it grows in place.
    self.search = nil
    var run = fullRun(context)
    for place in search.position..<end where isShown(sessions[place], at: place, &run) {
      search.found.append(sessions[place].id)
    }
    index = run.index
    search.position = end
    guard end == sessions.count else {
      self.search = search
      return
    }
    take(search.found, context)
  }

  /// What comes next is about the list that was asked for, not the one before.
  mutating func endSearch(_ context: Context) {
    while search != nil { searchOn(context) }
  }

  /// Whether a session passes the filter and is of the one backend that is shown.
  func isShown(_ session: Session, at place: Int? = nil, _ run: inout FilterRun) -> Bool {
    (onlyBackend == nil || session.id.backend == onlyBackend)
      && (filter.isEmpty || run.passes(session, at: place))
  }

  /// The filter as it goes through some sessions.
  func filterRun(_ context: Context) -> FilterRun {
    FilterRun(filter, at: context.now, columns: context.settings.columns)
  }

  /// The filter as it goes through all sessions of the ledger, with what is known of them.
  ///
  /// What it learns is to be taken back from it.
  mutating func fullRun(_ context: Context) -> FilterRun {
    var run = filterRun(context)
    // One owner only, so that it is filled in place.
    swap(&run.index, &index)
    if !filter.isEmpty { run.index.fit(context) }
    return run
  }
}
