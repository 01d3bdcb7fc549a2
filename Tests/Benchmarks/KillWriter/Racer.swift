import AuthCore
import Backends
import Glibc
import Synchronization

/// One of many processes that renew one session, a step a line of standard input: `look` notes which
/// tokens there are, `go` renews those, `die POINT` renews them and is killed on the way.
struct Racer {
  private let manager: SessionManager
  private let dying: Dying
  private static let id = SessionID(backend: .local, clientID: "client1", username: "alice")

  /// Where the process kills itself.
  private final class Dying: Sendable {
    let point = Mutex("")

    func pass(_ here: String) {
      if point.withLock({ $0 == here }) { kill(getpid(), SIGKILL) }
    }
  }

  init(_ folder: String, isLocked: Bool) throws {
    let store = try LocalStore.open(directory: folder + "/store")
    let files = isLocked ? try LockFolder.open(directory: folder + "/locks").locks : .none
    let dying = Dying()
    self.dying = dying
    let issuer = RaceIssuer(folder: folder)
    manager = SessionManager(
      backends: [
        Backend(
          id: .local,
          storage: store.storage(namespace: "sessions"),
          lifetime: .permanent
        )
      ],
      state: store.storage(namespace: "state"),
      pools: Pools([
        PoolConfiguration(
          name: "race",
          endpoint: "http://127.0.0.1:1",
          poolID: "us-east-1_Demo",
          clientID: "client1"
        )
      ]) { _ in Self.pool(issuer) },
      locks: SessionLocks(
        acquire: { name in
          dying.pass("waiting")
          let unlock = try await files.acquire(name)
          dying.pass("holding")
          return {
            dying.pass("stored")
            unlock()
          }
        },
        isHeld: files.isHeld
      ),
      clock: { NumericDate(seconds: 1_772_510_001) }
    )
  }

  private static func pool(_ issuer: RaceIssuer) -> UserPool {
    func none<Request, Answer: Sendable>(
      _ name: String
    ) -> UserPool.Operation<Request, Answer> {
      { _ async throws(UserPoolError) in throw .unreachable(reason: "no \(name) here") }
    }
    return UserPool(
      initiateAuth: none("InitiateAuth"),
      respondToAuthChallenge: none("RespondToAuthChallenge"),
      getTokensFromRefreshToken: { request async throws(UserPoolError) in
        try await issuer.refresh(request)
      },
      revokeToken: none("RevokeToken"),
      globalSignOut: none("GlobalSignOut"),
      getUser: none("GetUser"),
      keySet: { () async throws(UserPoolError) in throw .unreachable(reason: "no keys here") }
    )
  }

  /// Stores the session that all begin with.
  static func seed(_ folder: String) async throws {
    let storage = try LocalStore.open(directory: folder + "/store").storage(namespace: "sessions")
    let kinds: [(AmplifyKey.Name, TokenKind)] = [
      (.accessToken, .access), (.idToken, .id), (.refreshToken, .refresh),
    ]
    for (name, kind) in kinds {
      let key = AmplifyKey.tokenSet(clientID: "client1", username: "alice", name: name).text
      try await storage.setItem(RaceIssuer.token(0, kind: kind), forKey: key)
    }
  }

  /// Takes steps until standard input ends; `say` answers each.
  func run(_ say: (String) -> Void) async {
    var seen: SessionGeneration?
    while let line = readLine() {
      let words = line.split(separator: " ").map(String.init)
      do throws(SessionError) {
        if words.first == "look" {
          seen = try await manager.generation(of: Self.id)
          say("looked")
          continue
        }
        if words.count == 2 { dying.point.withLock { $0 = words[1] } }
        let outcome = try await manager.refresh(Self.id, since: seen)
        say(outcome.adopted == nil ? "asked" : "adopted")
      } catch {
        say("error \(error)")
      }
    }
  }
}
