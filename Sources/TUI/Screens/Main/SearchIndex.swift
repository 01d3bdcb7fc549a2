import AuthCore

/// What is known of the opaque names of a ledger's sessions, learned as they are searched.
struct SearchIndex: Equatable, Sendable {
  private var revision: Int?
  private var facts: [SearchFacts] = []

  /// Makes room for a ledger's sessions, and forgets those of another one.
  mutating func fit(_ ledger: Ledger) {
    guard revision != ledger.revision else { return }
    revision = ledger.revision
    facts = Array(repeating: .unknown, count: ledger.sessions.count)
  }

  /// Whether a word may stand in a session's sub or in the name that was typed for it.
  mutating func mayHold(_ word: SearchFacts, _ session: Session, at place: Int?) -> Bool {
    guard let place else { return true }
    if facts[place] == .unknown { facts[place] = SearchFacts(session) }
    return word.isWithin(facts[place])
  }
}
