import AuthCore
import Backends
import Glibc
import TestSupport

/// Sessions that travel round through four backends, one of which makes no change as one.
struct MoveScene {
  /// Only the four verbs, as a storage of somebody's own may have no more.
  private struct PlainStorage: KeyValueStorage {
    let storage: LocalStorage

    func setItem(_ value: String, forKey key: String) async throws {
      try await storage.setItem(value, forKey: key)
    }
    func getItem(_ key: String) async throws -> String? { try await storage.getItem(key) }
    func removeItem(_ key: String) async throws { try await storage.removeItem(key) }
    func clear() async throws { try await storage.clear() }
  }

  static let users = ["alice", "bob.smith", "zoë"]
  static let ring: [BackendID] = [.local, .cookie, BackendID("plain"), .session]

  let manager: SessionManager

  init(in folder: String, leader: pid_t) throws {
    let store = try LocalStore.open(directory: folder + "/store")
    let storages: [any KeyValueStorage] = [
      store.storage(namespace: "sessions"), try Subject.jar(in: folder),
      PlainStorage(storage: store.storage(namespace: "plain")),
      try Subject.session(in: folder, leader: leader),
    ]
    manager = SessionManager(
      backends: zip(Self.ring, storages).map {
        Backend(id: $0, storage: $1, lifetime: .permanent)
      },
      state: store.storage(namespace: "state"),
      pools: Pools([]) { _ in ScriptedPool().userPool },
      clock: { NumericDate(seconds: 1_772_510_060) }
    )
  }

  /// The backend after one.
  static func next(_ backend: BackendID) -> BackendID {
    ring[((ring.firstIndex(of: backend) ?? 0) + 1) % ring.count]
  }

  static func clientID(_ user: Int) -> String { "client\(user)" }

  static func id(_ user: Int, in backend: BackendID) -> SessionID {
    SessionID(backend: backend, clientID: clientID(user), username: users[user])
  }

  /// Everything that is stored of a user, the pointer included.
  static func items(_ user: Int) -> [String: String] {
    let tokens = SampleTokens {
      $0.username = users[user]
      $0.clientID = clientID(user)
      $0.refresh = "h.k.i.c.refresh-of-\(user)"
    }
    var items = tokens.items.merging(tokens.pointer) { $1 }
    items[tokens.key(.signInDetails)] = #"{"loginId":"\#(users[user])"}"#
    for name in AmplifyKey.Name.device { items[tokens.key(name)] = "\(name.rawValue) of \(user)" }
    return items
  }

  /// Puts every session into the first backend.
  func fill() async throws {
    for user in Self.users.indices {
      let changes = Self.items(user).map { StorageChange.set(key: $0, value: $1) }
      try await storage(Self.ring[0]).makeChanges(changes)
    }
  }

  /// What a backend holds of a user.
  func items(_ user: Int, in backend: BackendID) async throws -> [String: String] {
    let storage = try storage(backend)
    var found: [String: String] = [:]
    for key in Self.items(user).keys { found[key] = try await storage.getItem(key) }
    return found
  }

  private func storage(_ id: BackendID) throws -> any KeyValueStorage {
    guard let backend = manager.backends.first(where: { $0.id == id }) else {
      throw StorageError.unavailable(reason: "there is no backend \(id)")
    }
    return backend.storage
  }
}
