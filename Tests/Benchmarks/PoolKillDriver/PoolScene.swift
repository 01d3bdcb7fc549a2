import AuthCore
import Backends
import Glibc
import UserPoolClient

/// The real stores and the real client that a killed program and whoever looks at its leavings share.
struct PoolScene: Sendable {
  static let password = "Correct-horse-1"
  static let poolID = "us-east-1_Kills"

  let folder: String
  let pool: PoolConfiguration
  let store: LocalStore
  private let jar: CookieStorage
  private let locks: SessionLocks
  private let http: UserPoolHTTP

  /// Without patience an answer is waited for only a moment, as a bad network would have it.
  init(folder: String, endpoint: String, clientID: String, isPatient: Bool = true) throws {
    self.folder = folder
    var settings = HTTPSettings()
    if !isPatient { settings.totalTimeout = .seconds(2) }
    http = UserPoolHTTP(settings: settings)
    pool = PoolConfiguration(
      name: "kills",
      endpoint: endpoint,
      poolID: Self.poolID,
      clientID: clientID
    )
    store = try LocalStore.open(directory: folder + "/store")
    jar = try CookieStorage.open(
      path: folder + "/store/cookies.txt",
      home: folder + "/store",
      options: try CookieOptions(expires: nil),
      clock: Self.clock
    )
    locks = try LockFolder.open(directory: folder + "/locks").locks
  }

  static let clock: @Sendable () -> NumericDate = {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return NumericDate(
      milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    )
  }

  func id(_ backend: BackendID, _ username: String) -> SessionID {
    SessionID(backend: backend, clientID: pool.clientID, username: username)
  }

  /// What a program knows that begins: nothing but what is stored.
  func manager() -> SessionManager {
    SessionManager(
      backends: [
        Backend(id: .local, storage: store.storage(namespace: "sessions"), lifetime: .permanent),
        Backend(id: .cookie, storage: jar, lifetime: .permanent),
      ],
      state: store.storage(namespace: "state"),
      undo: store.storage(namespace: "undo"),
      journal: store.storage(namespace: "journal"),
      pools: Pools([pool]) { [http] in http.userPool(for: $0) },
      locks: locks,
      clock: Self.clock
    )
  }

  /// Signs a user in and tells the family of the tokens, `origin_jti`.
  func signIn(_ username: String, into backend: BackendID) async throws -> String {
    let progress = try await manager().signIn(
      SignInAttempt(
        username: username,
        password: Password(Self.password),
        method: .password,
        pool: pool,
        backend: backend
      )
    )
    guard case .signedIn(let session) = progress, let family = session.originJTI else {
      throw StorageError.failed(reason: "\(username) could not sign in")
    }
    return family
  }

  /// authtop's own notes whose keys begin with a word.
  func notes(_ prefix: String) async throws -> [String] {
    try await store.storage(namespace: "state").items(withPrefix: prefix).map(\.value)
  }

  func close() async {
    await http.shutdown()
    store.close()
  }
}
