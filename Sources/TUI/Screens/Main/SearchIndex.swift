import AuthCore

/// What is known of the names of a ledger's sessions that nobody shares, learned as they are searched.
struct SearchIndex: Equatable, Sendable {
  /// The facts about one session's names.
  private struct Names: Equatable {
    var sub = SearchFacts.unknown
    var login = SearchFacts.unknown
  }

  private var revision: Int?
  private var names: [Names] = []

  /// Makes room for a ledger's sessions, and forgets those of another one.
  mutating func fit(_ context: Context) {
    guard revision != context.revision else { return }
    revision = context.revision
    names = Array(repeating: Names(), count: context.ledger.sessions.count)
  }

  /// Whether a word stands in a session's sub or in the name that was typed for it, unless that is the
  /// user name.
  ///
  /// `needed` are the word's facts, `place` is where the session stands in the ledger.
  mutating func finds(
    _ word: String,
    _ needed: SearchFacts,
    in session: Session,
    at place: Int?
  ) -> Bool {
    if let place {
      if !names[place].sub.isKnown { learn(session, at: place) }
      if needed.isWithin(names[place].sub), Self.has(session.sub, word) { return true }
      return needed.isWithin(names[place].login) && Self.has(Self.login(of: session), word)
    }
    return Self.has(session.sub, word) || Self.has(Self.login(of: session), word)
  }

  private mutating func learn(_ session: Session, at place: Int) {
    names[place] = Names(
      sub: SearchFacts(text: session.sub),
      login: SearchFacts(text: Self.login(of: session))
    )
  }

  private static func login(of session: Session) -> String? {
    session.loginID.flatMap { $0 == session.id.username ? nil : $0 }
  }

  private static func has(_ name: String?, _ word: String) -> Bool {
    name.map { SessionFilter.contains($0, word) } ?? false
  }
}
