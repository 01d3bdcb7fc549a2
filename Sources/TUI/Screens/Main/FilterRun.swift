import AuthCore

/// One pass of a filter over many sessions: what neighbours have in common is looked at once.
struct FilterRun {
  /// An answer about a text, good for the sessions after it that have the same.
  private struct Memo<Text: Equatable> {
    var text: Text?
    var answer = false

    mutating func answer(for text: Text, _ look: (Text) -> Bool) -> Bool {
      if text != self.text { (self.text, answer) = (text, look(text)) }
      return answer
    }
  }

  private let filter: SessionFilter
  private let now: NumericDate
  private var clients = Memo<String>()
  private var backends = Memo<BackendID>()
  private var groups = Memo<[String]>()
  private var issuers = Memo<String?>()

  init(_ filter: SessionFilter, at now: NumericDate) {
    self.filter = filter
    self.now = now
  }

  mutating func passes(_ session: Session) -> Bool {
    // The usual case, a word being typed, without the detour over the others.
    guard let word = filter.onlyWord else { return filter.matches(session, at: now) }
    let id = session.id
    if SessionFilter.fuzzy(id.username, word) { return true }
    if clients.answer(for: id.clientID, { SessionFilter.contains($0, word) }) { return true }
    if backends.answer(for: id.backend, { SessionFilter.contains($0.rawValue, word) }) {
      return true
    }
    let isInGroup = groups.answer(for: session.groups) { groups in
      groups.contains { SessionFilter.fuzzy($0, word) }
    }
    if isInGroup { return true }
    if SessionState.mayBeCalled(word), session.state(at: now).word.hasPrefix(word) { return true }
    return issuers.answer(for: session.issuer) { _ in
      session.poolID.map { SessionFilter.contains($0, word) } ?? false
    }
  }
}

extension SessionState {
  /// Whether the word of any state begins like this.
  fileprivate static func mayBeCalled(_ beginning: String) -> Bool {
    ["live", "expiring", "expired", "revoked", "broken"].contains { $0.hasPrefix(beginning) }
  }
}
