extension StoredSession {
  /// The session that the stored items make, with what is wrong about them.
  package func session(id: SessionID) -> Session { SessionFacts(self).session(id: id) }

  /// The stored drift in milliseconds, zero where there is none that is a number.
  var knownDrift: Int64 {
    var facts = SessionFacts()
    facts.take(self[.clockDrift], as: .clockDrift)
    if case .milliseconds(let drift) = facts.clockDrift { return drift }
    return 0
  }
}
