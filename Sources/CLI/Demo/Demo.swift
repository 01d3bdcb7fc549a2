import AuthCore
import Backends
import Glibc
import LoopbackPool

/// A fresh pool and fresh stores with users signed in by SRP; nothing of the user's own is touched.
struct Demo {
  static let poolID = "us-east-1_Demo"
  static let web = AppClient(id: "1demowebclient234567890abc")
  static let mobile = AppClient(id: "2demomobileclient34567890d")

  /// The app clients as the sign-in box names them, in the order of the pools.
  static let clientNames = ["demo web app", "demo mobile app"]

  static let backends: [BackendID] = [.local, .cookie, .session, .memory]

  let pool: LoopbackPool
  let wiring: Wiring
  private let seeding: Wiring
  private let clock: DemoClock
  private let directory: String

  /// Starts the pool and opens the stores, still empty; `deliver` gets the pool's mail in words.
  static func start(deliver: @escaping @Sendable (String) -> Void = { _ in }) async throws -> Demo {
    let clock = DemoClock()
    let directory = try temporaryDirectory()
    let pool = try await LoopbackPool.start(
      configuration: configuration,
      clock: { clock.now },
      deliver: { deliver(mail($0)) }
    )
    let store = try LocalStore.open(directory: directory + "/data")
    let backends = try backends(store, directory)
    let pools = pools(pool.endpoint)
    let state = store.storage(namespace: "state")
    return Demo(
      pool: pool,
      wiring: try Wiring(
        backends: backends,
        state: state,
        undo: store.storage(namespace: "undo"),
        journal: store.storage(namespace: "journal"),
        pools: pools
      ),
      seeding: try Wiring(
        backends: backends,
        state: state,
        undo: MemoryStorage(),
        journal: store.storage(namespace: "journal"),
        pools: pools,
        clock: { clock.now }
      ),
      clock: clock,
      directory: directory
    )
  }

  private static func pools(_ endpoint: String) -> [PoolConfiguration] {
    [web, mobile].map { client in
      var configuration = PoolConfiguration(
        name: poolID,
        endpoint: endpoint,
        poolID: poolID,
        clientID: client.id,
        refreshTokenValidity: client.refreshLifetime
      )
      configuration.oauth = OAuthSettings(domain: endpoint)
      return configuration
    }
  }

  private static func backends(
    _ store: LocalStore,
    _ directory: String
  ) throws -> [Backend] {
    [
      Backend(id: .local, storage: store.storage(namespace: "sessions"), lifetime: .permanent),
      Backend(id: .cookie, storage: try jar(in: directory), lifetime: .permanent),
      Backend(id: .session, storage: try session(in: directory), lifetime: .terminal),
      Backend(id: .memory, storage: MemoryStorage(), lifetime: .process),
    ]
  }

  /// Stops the pool and removes the stores.
  func end() async {
    await wiring.shutdown()
    await seeding.shutdown()
    await pool.stop()
    for folder in [directory + "/data", directory + "/session"] {
      for name in DirectoryListing.names(folder) { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    rmdir(directory)
  }

  private static func jar(in directory: String) throws -> CookieStorage {
    try CookieStorage.open(
      path: directory + "/data/cookies.txt",
      home: directory + "/data",
      options: CookieOptions(),
      clock: Wiring.clock
    )
  }

  /// The demo is the whole session: what is stored there ends with it.
  private static func session(in directory: String) throws -> TerminalSessionStorage {
    try TerminalSessionStorage.open(
      directory: directory + "/session",
      leader: .process(getpid())
    )
  }

  /// One sign-in of the demo: who, through which app client, into which backend, how long ago.
  private struct Seed {
    let user: String
    let client: AppClient
    let backend: BackendID
    let minutesAgo: Int64
  }

  private static let seeds = [
    Seed(user: "erin", client: web, backend: .memory, minutesAgo: 42),
    Seed(user: "bob", client: web, backend: .local, minutesAgo: 56),
    Seed(user: "carol", client: web, backend: .local, minutesAgo: 72),
    Seed(user: "dave", client: web, backend: .memory, minutesAgo: 8),
    Seed(user: "erin", client: web, backend: .local, minutesAgo: 31),
    Seed(user: "zoë", client: web, backend: .memory, minutesAgo: 5),
    Seed(user: "carol", client: web, backend: .cookie, minutesAgo: 21),
    Seed(user: "zoë", client: web, backend: .cookie, minutesAgo: 12),
    Seed(user: "erin", client: mobile, backend: .session, minutesAgo: 3),
    Seed(user: "alice", client: mobile, backend: .memory, minutesAgo: 23),
    Seed(user: "alice", client: web, backend: .local, minutesAgo: 17),
  ]

  /// Signs the users in; the last one of each backend is whom its pointer names.
  func seed() async throws {
    for seed in Self.seeds {
      clock.setBack(minutes: seed.minutesAgo)
      guard
        let user = pool.configuration.users.first(where: { $0.username == seed.user }),
        let configuration = seeding.manager.pools.configuration(
          clientID: seed.client.id,
          issuer: pool.issuer
        )
      else { continue }
      let id = SessionID(
        backend: seed.backend,
        clientID: seed.client.id,
        username: seed.user
      )
      wiring.manager.leaveToAnother(id)
      _ = try await seeding.manager.signIn(
        SignInAttempt(
          username: user.username,
          password: Password(user.password),
          method: .srp,
          pool: configuration,
          backend: seed.backend
        )
      )
      wiring.manager.takeAsKnown(id)
    }
    clock.setBack(minutes: 0)
    try await endSession(of: "carol")
    // The last: who sees it broken sees everything as it is to be.
    try await breakSession(of: "dave")
  }

  /// Takes the ID token away, as a write that was cut short does.
  private func breakSession(of username: String) async throws {
    let key = AmplifyKey.tokenSet(clientID: Self.web.id, username: username, name: .idToken)
    for backend in wiring.manager.backends where backend.id == .memory {
      try await backend.storage.removeItem(key.text)
    }
  }

  /// Revokes a session at the pool alone, so that the next refresh is refused.
  private func endSession(of username: String) async throws {
    let id = SessionID(backend: .local, clientID: Self.web.id, username: username)
    guard let token = try await wiring.manager.token(.refresh, of: id),
      let configuration = wiring.manager.pools.configuration(
        clientID: Self.web.id,
        issuer: pool.issuer
      )
    else { return }
    _ = try await wiring.manager.pools.userPool(configuration).revokeToken(
      RevokeTokenRequest(token: token.reveal(), clientID: Self.web.id)
    )
  }

  private static func temporaryDirectory() throws -> String {
    let parent = Wiring.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array((parent + "/authtop-demo-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw CommandFailure(
        "\(parent): no folder for the demo can be made: \(String(cString: strerror(errno)))",
        code: CommandFailure.Code.backendFailed
      )
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
