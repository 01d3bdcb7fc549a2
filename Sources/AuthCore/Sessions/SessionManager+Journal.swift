extension SessionManager {
  /// What happened, the newest first.
  public nonisolated func journal(
    _ filter: JournalFilter = JournalFilter(),
    limit: Int = .max
  ) async throws(SessionError) -> [JournalEntry] {
    do {
      return try await journalWriter.log.read(filter, limit: limit)
    } catch {
      throw .storage(.local, wrapping: error)
    }
  }

  /// Elements arrive when something may have been written to the journal, by any process; ends at
  /// once where the storage cannot tell.
  public nonisolated func journalChanges() -> AsyncStream<Void> {
    guard let storage = journalWriter.log.storage as? any WatchableStorage else {
      return AsyncStream { $0.finish() }
    }
    return storage.changes()
  }

  /// Waits until what happened is written down.
  public nonisolated func flushJournal() async { await journalWriter.flush() }

  /// Lets the journal see what a look found, and notice what other programs did.
  nonisolated func noteLook(
    at backend: Backend,
    _ sessions: [Session],
    since start: NumericDate
  ) async {
    let isListable = (try? await (backend.storage as? any ListingStorage)?.isListable) ?? false
    var look = JournalNotice.Look(
      backend: backend.id,
      sessions: sessions,
      isComplete: isListable,
      date: start
    )
    look.isAttributed = backend.tellsForeignChanges
    journalWriter.saw(look)
  }

  /// Writes down what a storage found that others did, while its facts were read.
  nonisolated func noteForeignChanges(at backend: Backend) {
    guard let storage = backend.storage as? any AttributingStorage else { return }
    journalWriter.told(storage.takeForeignChanges(), in: backend.id)
  }

  /// Lets the journal notice what others did to a backend, by as small a look as is enough.
  package nonisolated func noticeChanges(of id: BackendID) async {
    guard let backend = try? backend(id) else { return }
    guard backend.tellsForeignChanges, let storage = backend.storage as? any AttributingStorage
    else {
      _ = try? await snapshot(of: id)
      return
    }
    _ = try? await storage.summaries(of: [])
    noteForeignChanges(at: backend)
  }

  /// Another manager of this program is about to write a session, and tells of it itself.
  package nonisolated func leaveToAnother(_ id: SessionID) { journalWriter.touches([id]) }

  /// Another manager of this program has written a session.
  package nonisolated func takeAsKnown(_ id: SessionID) { note([], touching: [id]) }

  /// Writes down how a refresh ended.
  nonisolated func note(_ result: Result<RefreshOutcome, SessionError>, of id: SessionID) {
    switch result {
    case .success(let outcome):
      note(.refreshed, outcome.session, "\(outcome)", claims: outcome.claims)
    case .failure(.refused(let id, let refusal)):
      note([entry(.refused, id, refusal.journalText)], touching: [])
    case .failure(.notSaved(let id, let error)):
      note([entry(.refreshed, id, "not stored, held in memory: \(error)")], touching: [])
    case .failure(.removedMeanwhile(let id)):
      note([entry(.refreshed, id, "removed meanwhile, held in memory")], touching: [])
    case .failure: break
    }
  }

  /// Writes down that a pointer names another user now.
  nonisolated func pointerEntry(_ id: SessionID, from old: String?) -> [JournalEntry] {
    guard !old.hasSameBytes(as: id.username) else { return [] }
    return [entry(.pointer, id, "LastAuthUser \(old ?? "(nobody)") → \(id.username)")]
  }

  /// Writes down what authtop did to some sessions; never waits and never fails.
  nonisolated func note(_ entries: [JournalEntry], touching sessions: [SessionID]) {
    journalWriter.did(entries, to: sessions)
  }

  nonisolated func note(
    _ kind: JournalEntry.Kind,
    _ session: Session,
    _ detail: String = "",
    claims: [ClaimChange] = []
  ) {
    let entry = JournalEntry(
      kind,
      at: clock(),
      backend: session.id.backend,
      session: session.id,
      drift: session.driftMilliseconds,
      detail: detail,
      claims: claims
    )
    note([entry], touching: [session.id])
  }

  /// An entry about a session of which no more than the name is at hand.
  nonisolated func entry(
    _ kind: JournalEntry.Kind,
    _ id: SessionID,
    _ detail: String = "",
    target: BackendID? = nil,
    drift: Int64? = nil
  ) -> JournalEntry {
    JournalEntry(
      kind,
      at: clock(),
      backend: id.backend,
      session: id,
      drift: drift,
      target: target,
      detail: detail
    )
  }
}

extension Backend {
  /// Whether the storage itself knows what others did to it.
  var tellsForeignChanges: Bool {
    (storage as? any AttributingStorage)?.tellsForeignChanges ?? false
  }
}

extension Refusal {
  /// The class and the pool's words, for the journal.
  var journalText: String { "\(kind.rawValue): \(message) (\(name))" }
}
