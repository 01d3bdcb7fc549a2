/// One rule: what is looked for, how bad it is, and the pure function that looks.
package struct CheckRule: Sendable {
  /// What a rule saw; with the rule it makes a finding.
  struct Symptom: Sendable {
    var sentence: String
    var advice: String
    var next: NextStep?
    var evidence: [CheckEvidence] = []
    /// What it is about, when that is not what the rule looked at.
    var subject: Finding.Subject?
    /// What the next step removes.
    var keys: [String]
    /// Whom the next step is for.
    var candidate: SessionID?

    init(
      _ sentence: String,
      _ advice: String,
      _ next: NextStep? = nil,
      _ evidence: [CheckEvidence] = [],
      about subject: Finding.Subject? = nil,
      removing keys: [String] = [],
      for candidate: SessionID? = nil
    ) {
      self.sentence = sentence
      self.advice = advice
      self.next = next
      self.evidence = evidence
      self.subject = subject
      self.keys = keys
      self.candidate = candidate
    }
  }

  /// What a rule looks at.
  enum Examination: Sendable {
    case session(@Sendable (CheckedSession, CheckContext) -> Symptom?)
    case backend(@Sendable (CheckedBackend, CheckContext) -> [Symptom])
    /// All sessions together; each symptom says what it is about.
    case ledger(@Sendable ([LedgerEntry], CheckContext) -> [Symptom])
  }

  package let code: String
  package let severity: CheckSeverity
  /// What it looks for, in a few words.
  package let title: String
  let examination: Examination
  /// Whether lists run it too, on what they know of sessions.
  private(set) var isForLists = false

  private init(
    _ code: String,
    _ severity: CheckSeverity,
    _ title: String,
    _ examination: Examination
  ) {
    self.code = code
    self.severity = severity
    self.title = title
    self.examination = examination
  }

  static func session(
    _ code: String,
    _ severity: CheckSeverity,
    _ title: String,
    _ examine: @escaping @Sendable (CheckedSession, CheckContext) -> Symptom?
  ) -> CheckRule {
    CheckRule(code, severity, title, .session(examine))
  }

  static func backend(
    _ code: String,
    _ severity: CheckSeverity,
    _ title: String,
    _ examine: @escaping @Sendable (CheckedBackend, CheckContext) -> [Symptom]
  ) -> CheckRule {
    CheckRule(code, severity, title, .backend(examine))
  }

  static func ledger(
    _ code: String,
    _ severity: CheckSeverity,
    _ title: String,
    _ examine: @escaping @Sendable ([LedgerEntry], CheckContext) -> [Symptom]
  ) -> CheckRule {
    CheckRule(code, severity, title, .ledger(examine))
  }

  /// The same rule, run for lists too.
  var forLists: CheckRule {
    var rule = self
    rule.isForLists = true
    return rule
  }

  func finding(_ symptom: Symptom, about subject: Finding.Subject) -> Finding {
    Finding(
      code: code,
      severity: severity,
      subject: symptom.subject ?? subject,
      sentence: symptom.sentence,
      advice: symptom.advice,
      next: symptom.next,
      evidence: symptom.evidence,
      keys: symptom.keys,
      candidate: symptom.candidate
    )
  }
}
