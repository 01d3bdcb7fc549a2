/// Runs the rules and gathers what they find.
package struct Checkup: Sendable {
  private let context: CheckContext
  private let rules: [CheckRule]
  private var found: [Finding] = []
  private var entries: [LedgerEntry] = []

  package init(_ context: CheckContext, rules: [CheckRule] = CheckCatalogue.rules) {
    self.context = context
    self.rules = rules
  }

  /// Checks one session and notes what the checks over all of them need of it.
  mutating func take(_ session: CheckedSession) {
    examine(session)
    entries.append(LedgerEntry(session))
  }

  private mutating func examine(_ session: CheckedSession) {
    for rule in rules {
      guard case .session(let examine) = rule.examination,
        let symptom = examine(session, context)
      else { continue }
      found.append(rule.finding(symptom, about: .session(session.session.id)))
    }
  }

  /// Notes a session that is not to be checked itself, as one that others are compared with.
  mutating func compare(with entry: LedgerEntry) { entries.append(entry) }

  mutating func take(_ backend: CheckedBackend) {
    for rule in rules {
      guard case .backend(let examine) = rule.examination else { continue }
      found += examine(backend, context).map { rule.finding($0, about: .backend(backend.id)) }
    }
  }

  /// The findings, the worst first.
  package func findings() -> [Finding] {
    (found + ledgerFindings(entries)).sorted(by: Finding.isBefore)
  }

  private func ledgerFindings(_ entries: [LedgerEntry]) -> [Finding] {
    rules.flatMap { rule -> [Finding] in
      guard case .ledger(let examine) = rule.examination else { return [] }
      return examine(entries, context).compactMap { symptom in
        symptom.subject.map { rule.finding(symptom, about: $0) }
      }
    }
  }
}
