import AuthCore

/// One pass of a filter over many sessions: what neighbours have in common is looked at once.
struct FilterRun {
  /// What is known of the sessions' opaque names, by their places in the ledger.
  var index = SearchIndex()
  private let now: NumericDate
  private var terms: [TermRun]

  /// `columns` are those of the list: in them a word may be found by its letters.
  init(_ filter: SessionFilter, at now: NumericDate, columns: [ListColumn]) {
    self.now = now
    terms = filter.terms.map { TermRun($0, columns) }
  }

  /// Whether every word matches; `place` is where the session stands in the ledger that the index is of.
  mutating func passes(_ session: Session, at place: Int? = nil) -> Bool {
    for number in terms.indices
    where !terms[number].passes(session, at: place, now, &index) { return false }
    return true
  }
}
