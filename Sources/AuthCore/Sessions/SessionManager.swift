/// Everything that can be done with the sessions of all backends, for a screen, a command line or
/// any other program.
///
/// The manager keeps no tokens between calls; the backends do. Each call reads what is stored then.
/// The one exception are new tokens that a backend would not take: they are held until it does.
public actor SessionManager {
  public nonisolated let backends: [Backend]
  public nonisolated let pools: Pools
  /// The client's own clock.
  nonisolated let clock: @Sendable () -> NumericDate
  nonisolated let state: ManagerState
  nonisolated let undoLog: UndoLog
  nonisolated let journalWriter: JournalWriter
  /// What keeps other processes away.
  nonisolated let locks: SessionLocks
  /// Endpoints that lack GetTokensFromRefreshToken, and those that have it, by experience.
  var lackingRefresh: [String: Bool] = [:]
  /// Milliseconds of a clock that never jumps.
  nonisolated let uptime: @Sendable () -> Int64
  /// The keys of issuers, and the downloads under way.
  var keySets = KeySetCache()
  var downloads: [String: Download] = [:]
  var downloadCount = 0
  /// The download that an issuer's set is from.
  var takenDownloads: [String: Int] = [:]
  var unusableKeySets: [String: KeySetError] = [:]
  /// Refreshes under way, one a session.
  var flights: [SessionID: Task<Result<RefreshOutcome, SessionError>, Never>] = [:]
  /// New tokens that no backend took yet.
  var unsaved = UnsavedTokens() {
    didSet { heldWatchers.notify() }
  }
  /// Those who want to know what is held.
  nonisolated let heldWatchers = Watchers()
  /// What single sessions are compared with, by backend.
  var neighbourhoods: [BackendID: Neighbourhood] = [:]
  /// The last of the changes that wait for one another, by user and client.
  var queues: [SessionID: Task<Void, Never>] = [:]

  /// A manager of some backends, in the order of the screen; the first is active until another is
  /// activated.
  ///
  /// `state` keeps authtop's own notes: the active backend, refusals, moves and refreshes under way.
  /// No token goes there. `undo` keeps the old values of what is changed, tokens included, and must
  /// be as private as the backends; without it they are kept as long as the manager. `journal` keeps
  /// what happened, without any token. `locks` must be those of every process that uses the same
  /// stores.
  public init(
    backends: [Backend],
    state: any ListingStorage,
    undo: (any ListingStorage)? = nil,
    undoLimits: UndoLimits = UndoLimits(),
    journal: (any ListingStorage)? = nil,
    journalLimit: Int = 5000,
    pools: Pools,
    locks: SessionLocks = .none,
    uptime: @escaping @Sendable () -> Int64 = SessionManager.continuousTime,
    clock: @escaping @Sendable () -> NumericDate
  ) {
    self.backends = backends
    self.pools = pools
    self.locks = locks
    self.uptime = uptime
    self.clock = clock
    self.state = ManagerState(storage: state, backends: backends)
    undoLog = UndoLog(storage: undo ?? MemoryStorage(), backends: backends, limits: undoLimits)
    journalWriter = JournalWriter(
      JournalLog(storage: journal ?? MemoryStorage(), backends: backends),
      limit: journalLimit,
      clock: clock
    )
  }

  /// The backend where sign-in writes and the app reads.
  public nonisolated func activeBackend() async -> BackendID {
    let chosen = await state.activeBackend()
    return backends.first { $0.id == chosen }?.id ?? backends.first?.id ?? .local
  }

  nonisolated func backend(_ id: BackendID) throws(SessionError) -> Backend {
    guard let backend = backends.first(where: { $0.id == id }) else {
      throw .unknownBackend(id, known: backends.map(\.id))
    }
    return backend
  }

  /// Lets a storage work and turns whatever it throws into a session error.
  nonisolated func using<Answer>(
    _ id: BackendID,
    _ work: (any KeyValueStorage) async throws -> Answer
  ) async throws(SessionError) -> Answer {
    let storage = try backend(id).storage
    do {
      return try await work(storage)
    } catch {
      throw .storage(id, wrapping: error)
    }
  }

  /// The stored items of a session that must exist.
  nonisolated func stored(_ id: SessionID) async throws(SessionError) -> StoredSession {
    let stored = try await using(id.backend) {
      try await $0.storedSession(clientID: id.clientID, username: id.username)
    }
    guard stored.hasTokens else { throw .notFound(id) }
    return stored
  }
}
