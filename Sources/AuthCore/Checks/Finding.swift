/// What a check found: a stable code, one sentence, what shows it, and what to do.
public struct Finding: Equatable, Sendable {
  /// What a finding is about.
  public enum Subject: Hashable, Sendable {
    case session(SessionID)
    /// What a backend keeps for one app client, whoever the user is.
    case client(BackendID, clientID: String)
    case backend(BackendID)

    public var backend: BackendID {
      switch self {
      case .session(let id): id.backend
      case .client(let backend, _), .backend(let backend): backend
      }
    }

    /// The session, when it is about one.
    public var session: SessionID? {
      if case .session(let id) = self { id } else { nil }
    }
  }

  /// Stable, in lower case with hyphens.
  public let code: String
  public let severity: CheckSeverity
  public let subject: Subject
  /// What is wrong and what it leads to.
  public let sentence: String
  /// What to do about it.
  public let advice: String
  /// The key or command that does it, when there is one.
  public let next: NextStep?
  public let evidence: [CheckEvidence]
  /// The stored keys that its next step removes; empty where that removes none.
  public let keys: [String]
  /// The one session that its next step is for, where the finding is about more than a session.
  public let candidate: SessionID?

  package init(
    code: String,
    severity: CheckSeverity,
    subject: Subject,
    sentence: String,
    advice: String,
    next: NextStep?,
    evidence: [CheckEvidence],
    keys: [String] = [],
    candidate: SessionID? = nil
  ) {
    self.code = code
    self.severity = severity
    self.subject = subject
    self.sentence = sentence
    self.advice = advice
    self.next = next
    self.evidence = evidence
    self.keys = keys
    self.candidate = candidate
  }
}

extension Finding.Subject: CustomStringConvertible {
  public var description: String {
    switch self {
    case .session(let id): "\(id)"
    case .client(let backend, let clientID): "\(backend)/\(clientID)"
    case .backend(let backend): "\(backend)"
    }
  }
}

extension Finding {
  /// The same as an entry of a session's `problems`.
  var problem: Problem { Problem(code: code, message: "\(sentence); \(advice)") }

  /// The order in which findings are read: the worst first, then by what they are about.
  static func isBefore(_ left: Finding, _ right: Finding) -> Bool {
    if left.severity != right.severity { return left.severity < right.severity }
    if left.subject != right.subject {
      return left.subject.description.isBefore(right.subject.description)
    }
    return left.code.isBefore(right.code)
  }
}
