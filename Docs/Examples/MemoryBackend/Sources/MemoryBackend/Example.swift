import AuthCore

/// Registers a storage of one's own as a backend beside AuthCore's memory, stores a session as Amplify does,
/// lists it and moves it.
@main
enum Example {
  static let clientID = "1example23456789"

  static func main() async throws {
    let notebook = BackendID("notebook")
    let storage = NotebookStorage()
    let manager = SessionManager(
      backends: [
        Backend(id: notebook, storage: storage, lifetime: .process),
        Backend(id: .memory, storage: MemoryStorage(), lifetime: .process),
      ],
      state: MemoryStorage(),
      pools: pools,
      clock: { NumericDate(seconds: 1_800_000_000) }
    )
    try await store(in: storage)
    try await show(manager)
    let id = SessionID(backend: notebook, clientID: clientID, username: "alice")
    let moved = try await manager.move(id, to: .memory)
    print("moved \(moved.source) to \(moved.target.backend)")
    try await show(manager)
  }

  /// A storage that cannot list is asked for the users of the clients that are configured.
  private static var pools: Pools {
    let pool = PoolConfiguration(
      name: "example",
      endpoint: "http://127.0.0.1:9",
      poolID: "us-east-1_Example",
      clientID: clientID
    )
    return Pools([pool]) { _ in .offline }
  }

  /// What Amplify writes at a sign-in, under its own keys.
  private static func store(in storage: some KeyValueStorage) async throws {
    let claims = #"{"sub":"1","username":"alice","token_use":"access","exp":1800003600}"#
    let token = ["{\"alg\":\"RS256\",\"kid\":\"k\"}", claims, "signature"]
      .map { Base64URL.encode($0.utf8) }.joined(separator: ".")
    for name in [AmplifyKey.Name.accessToken, .idToken, .refreshToken] {
      let key = AmplifyKey.tokenSet(clientID: clientID, username: "alice", name: name)
      try await storage.setItem(token, forKey: key.text)
    }
    try await storage.setItem("alice", forKey: AmplifyKey.lastAuthUser(clientID: clientID).text)
  }

  private static func show(_ manager: SessionManager) async throws {
    for snapshot in await manager.snapshots() {
      let names = snapshot.sessions.map { "\($0.id) until \($0.access?.expiresAt?.seconds ?? 0)" }
      print("\(snapshot.id): \(names.isEmpty ? "no session" : names.joined(separator: ", "))")
    }
  }
}
