/// Finds the problems of a list that is read page by page, without holding it.
///
/// All sessions are shown to it once (`survey`). Where some may have problems that show only beside
/// others, all are shown again (`gather`). Then it can tell each session's.
package struct ListCheckup: Sendable {
  private let context: CheckContext
  private let rules = CheckCatalogue.rules.filter(\.isForLists)
  private var sketch = LedgerSketch()
  private var entries: [LedgerEntry] = []
  private var taken: [String: [String: Int]] = [:]
  private var problems: [SessionID: [Problem]] = [:]

  package init(_ context: CheckContext) {
    self.context = context
  }

  package mutating func survey(_ session: Session) { sketch.note(session) }

  /// Whether the sessions must be shown once more.
  package var wantsMore: Bool { sketch.hasSuspects }

  package mutating func gather(_ session: Session) {
    var isWanted = sketch.isSuspect(session)
    if !isWanted, let pool = session.poolID {
      let clientID = session.id.clientID
      let enough = sketch.enough(of: pool, under: clientID)
      isWanted = enough.map { taken[clientID]?[pool] ?? 0 < $0 } ?? true
      if isWanted { taken[clientID, default: [:]][pool, default: 0] += 1 }
    }
    if isWanted { entries.append(LedgerEntry(session)) }
  }

  /// Draws the conclusions from what was gathered.
  package mutating func conclude() {
    for rule in rules {
      guard case .ledger(let examine) = rule.examination else { continue }
      for symptom in examine(entries, context) {
        guard let subject = symptom.subject, let id = subject.session else { continue }
        problems[id, default: []].append(rule.finding(symptom, about: subject).problem)
      }
    }
    entries = []
  }

  /// A session with all that a list tells of it.
  package func withProblems(_ session: Session) -> Session {
    // Rules for lists look at nothing that is stored but the names.
    let names = StoredSession(clientID: session.id.clientID, username: session.id.username)
    let checked = CheckedSession(session, names)
    var more: [Problem] = []
    for rule in rules {
      guard case .session(let examine) = rule.examination, let symptom = examine(checked, context)
      else { continue }
      more.append(rule.finding(symptom, about: .session(session.id)).problem)
    }
    more += problems[session.id] ?? []
    guard !more.isEmpty else { return session }
    var session = session
    session.problems += more
    return session
  }
}

extension Checkup {
  /// Sessions of several backends with the problems that show only beside each other, or beside
  /// what is configured; linear in their number.
  package static func withLedgerProblems(
    _ sessions: [Session],
    _ context: CheckContext
  ) -> [Session] {
    var checkup = ListCheckup(context)
    for session in sessions { checkup.survey(session) }
    if checkup.wantsMore { for session in sessions { checkup.gather(session) } }
    checkup.conclude()
    return sessions.map(checkup.withProblems)
  }
}
