extension StoredSession {
  /// The session that the stored items make, with what is wrong about them.
  package func session(id: SessionID) -> Session { SessionFacts(self).session(id: id) }

  /// Whether the drift was written by Amplify's version 5; see `SessionFacts`.
  var isDriftInSeconds: Bool { SessionFacts(self).isDriftInSeconds }

  /// The unit of the stored drift: nothing in the value tells it, so what else is there does.
  ///
  /// Version 6 always writes sign-in details; version 5 never does, and keeps `userData`.
  var driftUnit: SessionDetail.DriftUnit? {
    guard let drift = SessionFacts(self).driftNumber else { return nil }
    guard self[.signInDetails] == nil, self[.oauthMetadata] == nil else { return .version6 }
    let isSmall = (-86_400...86_400).contains(drift) && drift != 0
    return isSmall && (self[.userData] != nil || drift > 0) ? .version5 : .version6
  }

  /// The stored drift in milliseconds, zero where there is none that is a number.
  var knownDrift: Int64 {
    if case .milliseconds(let drift) = SessionFacts(self).clockDrift { return drift }
    return 0
  }
}
