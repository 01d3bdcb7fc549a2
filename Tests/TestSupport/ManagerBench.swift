package import AuthCore

/// A session manager of two backends with a scripted pool at a fixed moment.
package struct ManagerBench: Sendable {
  package static let now = NumericDate(seconds: 1_772_510_060)
  package let pool = ScriptedPool()
  package let manager: SessionManager

  package init(
    local: any KeyValueStorage,
    memory: (any KeyValueStorage)? = nil,
    state: any ListingStorage = MemoryStorage(),
    undo: any ListingStorage = MemoryStorage(),
    undoLimits: UndoLimits = UndoLimits(),
    journal: any ListingStorage = MemoryStorage(),
    journalLimit: Int = 5000,
    more: [Backend] = [],
    clients: [String] = ["client1"],
    kind: PoolConfiguration.Kind = .cognito,
    locks: SessionLocks = .none,
    uptime: @escaping @Sendable () -> Int64 = { 0 },
    clock: @escaping @Sendable () -> NumericDate = { ManagerBench.now }
  ) {
    var backends = [Backend(id: .local, storage: local, lifetime: .permanent)]
    if let memory {
      backends.append(Backend(id: .memory, storage: memory, lifetime: .process))
    }
    backends += more
    let pool = pool
    manager = SessionManager(
      backends: backends,
      state: state,
      undo: undo,
      undoLimits: undoLimits,
      journal: journal,
      journalLimit: journalLimit,
      pools: Pools(clients.map { Self.configuration($0, kind) }) { _ in pool.userPool },
      locks: locks,
      uptime: uptime,
      clock: clock
    )
  }

  private static func configuration(
    _ clientID: String,
    _ kind: PoolConfiguration.Kind
  ) -> PoolConfiguration {
    var configuration = PoolConfiguration(
      name: "demo",
      endpoint: kind == .cognito ? "http://127.0.0.1:1" : "https://id.example.com/realm",
      poolID: kind == .cognito ? "us-east-1_Demo" : "",
      clientID: clientID
    )
    configuration.kind = kind
    return configuration
  }

  package static func id(
    _ backend: BackendID = .local,
    _ username: String = "alice",
    client: String = "client1"
  ) -> SessionID {
    SessionID(backend: backend, clientID: client, username: username)
  }
}

extension KeyValueStorage {
  /// The values of one user's items by their names, as they are stored.
  package func stored(_ tokens: SampleTokens) async throws -> [AmplifyKey.Name: String] {
    var found: [AmplifyKey.Name: String] = [:]
    for name in AmplifyKey.Name.allCases { found[name] = try await getItem(tokens.key(name)) }
    return found
  }
}
