import AuthCore

/// One word of a filter on its way through many sessions.
struct TermRun {
  /// An answer about a text, good for the sessions after it that have the same.
  private struct Memo<Text: Equatable> {
    var text: Text?
    var answer = false

    mutating func answer(for text: Text, _ look: (Text) -> Bool) -> Bool {
      if text != self.text { (self.text, answer) = (text, look(text)) }
      return answer
    }
  }

  private let term: SessionFilter.Term
  private let facts: SearchFacts
  private let isFuzzyClient: Bool
  private let isFuzzyPool: Bool
  private let mayBeState: Bool
  private var clients = Memo<String>()
  private var backends = Memo<BackendID>()
  private var groups = Memo<[String]>()
  private var issuers = Memo<String?>()

  init(_ term: SessionFilter.Term, _ columns: [ListColumn]) {
    self.term = term
    isFuzzyClient = columns.contains(.client)
    isFuzzyPool = columns.contains(.pool)
    switch term {
    case .anywhere(let word), .field(_, let word):
      facts = SearchFacts(word: word)
      mayBeState = SessionState.mayBeCalled(word)
    case .expires: (facts, mayBeState) = (SearchFacts(word: ""), false)
    }
  }

  mutating func passes(
    _ session: Session,
    at place: Int?,
    _ now: NumericDate,
    _ index: inout SearchIndex
  ) -> Bool {
    switch term {
    case .anywhere(let word): isAnywhere(word, session, at: place, now, &index)
    case .field(let field, let word): has(word, in: field, session, now)
    case .expires(let within, let limit):
      session.access.map { (session.millisecondsLeft(of: $0, at: now) < limit) == within } ?? false
    }
  }

  private mutating func isAnywhere(
    _ word: String,
    _ session: Session,
    at place: Int?,
    _ now: NumericDate,
    _ index: inout SearchIndex
  ) -> Bool {
    let id = session.id
    if SessionFilter.fuzzy(id.username, word) { return true }
    if clients.answer(
      for: id.clientID,
      { isFuzzyClient ? SessionFilter.fuzzy($0, word) : SessionFilter.contains($0, word) }
    ) {
      return true
    }
    if backends.answer(for: id.backend, { SessionFilter.fuzzy($0.rawValue, word) }) { return true }
    let isInGroup = groups.answer(for: session.groups) { groups in
      groups.contains { SessionFilter.fuzzy($0, word) }
    }
    if isInGroup { return true }
    if mayBeState, session.state(at: now).word.hasPrefix(word) { return true }
    let isIssuer = issuers.answer(for: session.issuer) { issuer in
      guard let issuer else { return false }
      return SessionFilter.contains(issuer, word)
        || (isFuzzyPool && session.poolID.map { SessionFilter.fuzzy($0, word) } ?? false)
    }
    if isIssuer { return true }
    return index.finds(word, facts, in: session, at: place)
  }

  private mutating func has(
    _ word: String,
    in field: SessionFilter.Field,
    _ session: Session,
    _ now: NumericDate
  ) -> Bool {
    func contains(_ text: String?) -> Bool {
      text.map { SessionFilter.contains($0, word) } ?? false
    }
    return switch field {
    case .user: contains(session.id.username) || contains(session.loginID)
    case .group: session.groups.contains(where: contains)
    case .client: contains(session.id.clientID)
    case .backend: contains(session.id.backend.rawValue)
    case .state: session.state(at: now).word.hasPrefix(word)
    case .iss: contains(session.issuer)
    case .sub: contains(session.sub)
    }
  }
}

extension SessionState {
  /// Whether the word of any state begins like this.
  fileprivate static func mayBeCalled(_ beginning: String) -> Bool {
    ["live", "expiring", "expired", "revoked", "broken"].contains { $0.hasPrefix(beginning) }
  }
}
