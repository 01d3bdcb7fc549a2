extension StoredSession {
  /// The session that the stored items make, with what is wrong about them.
  package func session(id: SessionID) -> Session { SessionFacts(self).session(id: id) }

  /// Whether the drift was written by Amplify's version 5; see `SessionFacts`.
  var isDriftInSeconds: Bool { SessionFacts(self).isDriftInSeconds }

  /// The unit of the stored drift, nil where there is none that is a number.
  var driftUnit: SessionDetail.DriftUnit? {
    guard case .milliseconds = SessionFacts(self).clockDrift else { return nil }
    return isDriftInSeconds ? .version5 : .version6
  }

  /// The stored drift in milliseconds, zero where there is none that is a number.
  var knownDrift: Int64 {
    if case .milliseconds(let drift) = SessionFacts(self).clockDrift { return drift }
    return 0
  }
}
