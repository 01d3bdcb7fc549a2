@testable import AuthCore
import GRDB
import Glibc
import TestSupport
import Testing

@testable import Backends

/// What is read of an encrypted store without asking anybody for its key.
@Suite(.timeLimit(.minutes(20)))
struct UnaskedTests {
  private let folder: StoreFolder
  private let tokens = SampleTokens()
  private let secret = StoreSecret(passphrase: Password("correct horse"))

  init() throws {
    folder = try StoreFolder()
  }

  private actor Counter {
    var count = 0
    func add() { count += 1 }
  }

  /// The store as another program opens it, which counts how often it has to ask.
  private func reopened(_ asked: Counter) throws -> LocalStore {
    try LocalStore.open(
      directory: folder.path,
      keys: KeySource(secretService: nil) {
        guard KeyAsking.isAllowed else { return nil }
        await asked.add()
        return Password("correct horse")
      }
    )
  }

  private func backends(_ store: LocalStore) -> [Backend] {
    [Backend(id: .local, storage: store.storage(namespace: "sessions"), lifetime: .permanent)]
  }

  private func manager(_ store: LocalStore) -> SessionManager {
    SessionManager(
      backends: backends(store),
      state: store.storage(namespace: "state"),
      undo: store.storage(namespace: "undo"),
      journal: store.storage(namespace: "journal"),
      pools: Pools([]) { _ in ScriptedPool().userPool },
      clock: { ManagerBench.now }
    )
  }

  /// A store with a session and a step that can be taken back, encrypted.
  private func encrypted() async throws -> LocalStore {
    let store = try folder.open()
    try await store.storage(namespace: "sessions").apply(
      tokens.items.map { .set(key: $0.key, value: $0.value) }
    )
    _ = try await manager(store).point(to: ManagerBench.id())
    #expect(try await store.encrypt(.passphrase(secret, cost: .none)) == .done)
    return store
  }

  @Test func `undo steps are told in words without the key, and their values are not`() async throws
  {
    _ = try await encrypted()
    let asked = Counter()
    let store = try reopened(asked)
    let steps = try await manager(store).undoSteps()
    #expect(steps.map(\.title) == ["point local at alice instead of nobody"])
    #expect(await manager(store).unfinishedMoves().isEmpty)
    #expect(await asked.count == 0)
    _ = try await manager(store).undoPlan()
    #expect(await asked.count == 1)
  }

  @Test func `what an earlier program left open is looked at without asking`() async throws {
    _ = try await encrypted()
    let asked = Counter()
    let store = try reopened(asked)
    let id = ManagerBench.id()
    let state = store.storage(namespace: "state")
    try await state.setItem("memory", forKey: "move/\(id)")
    let session = StoredSession(clientID: "client1", username: "alice", values: [:])
    let intent = RefreshIntent(session, at: ManagerBench.now)
    try await ManagerState(storage: state, backends: backends(store)).note(intent, of: id)
    let looking = manager(store)
    await KeyAsking.never {
      _ = await looking.unfinishedMoves()
      _ = await looking.finishRefreshes(retrying: true)
      _ = await looking.unknownSignOuts()
    }
    #expect(await asked.count == 0)
    _ = await looking.finishRefreshes(retrying: false)
    #expect(await asked.count == 1, "who may ask does")
  }

  @Test func `who may not ask uses a key that needs nobody, and answers for nobody else`()
    async throws
  {
    _ = try await encrypted()
    let file = try LocalStore.open(
      directory: folder.path,
      keys: KeySource(secretService: nil) { Password("correct horse") }
    )
    let key = tokens.key(.accessToken)
    let read = try await KeyAsking.never {
      try await file.storage(namespace: "sessions").getItem(key)
    }
    #expect(read == tokens.access)
    let asked = Counter()
    let storage = try reopened(asked).storage(namespace: "sessions")
    async let quiet = KeyAsking.never { try? await storage.getItem(key) }
    async let loud = storage.getItem(key)
    #expect(try await loud == tokens.access)
    _ = await quiet
    #expect(await asked.count == 1)
  }

  @Test func `a keyring is not woken by who may not ask`() async throws {
    let place = try TemporaryFolder()
    let keyring = FolderKeyring(in: place)
    let service = try #require(SecretService(environment: ["PATH": keyring.path]))
    let made = try folder.open()
    let key = tokens.key(.accessToken)
    try await made.storage(namespace: "sessions").setItem(tokens.access, forKey: key)
    #expect(try await made.encrypt(.secretService(service)) == .done)
    unlink(keyring.lookUps)
    let store = try LocalStore.open(
      directory: folder.path,
      keys: KeySource(secretService: service) { nil }
    )
    let storage = store.storage(namespace: "sessions")
    await #expect(throws: StorageError.locked(by: "a key in the Secret Service")) {
      try await KeyAsking.never { try await storage.getItem(key) }
    }
    #expect(access(keyring.lookUps, F_OK) != 0)
    #expect(try await storage.getItem(key) == tokens.access)
    #expect(access(keyring.lookUps, F_OK) == 0)
  }

  @Test func `steps that an earlier version sealed are still read, sealed anew and opened`()
    async throws
  {
    let store = try await encrypted()
    try await store.unlock(secret)
    let undo = store.storage(namespace: "undo")
    let step = try #require(try await undo.items(withPrefix: "steps/").first)
    let key = try #require(store.keyHolder.key)
    let sealed = try key.seal(Array(step.value.utf8), namespace: "undo", key: step.key)
    try await store.write(erases: false) { database in
      try database.run("INSERT OR REPLACE INTO writer (id) VALUES (1)")
      try database.run(
        "UPDATE item SET value = ? WHERE namespace = 'undo' AND key = ?",
        [.blob(sealed), .bytes(step.key)]
      )
      try database.run("DELETE FROM writer")
    }
    #expect(try await undo.getItem(step.key) == step.value)
    let locked = try folder.open().storage(namespace: "undo")
    await #expect(throws: StorageError.locked(by: "a passphrase")) {
      try await locked.getItem(step.key)
    }
    let next = StoreSecret(passphrase: Password("battery staple"))
    #expect(try await store.encrypt(.passphrase(next, cost: .none)) == .done)
    #expect(try await locked.getItem(step.key) == step.value)
    try await store.decrypt()
    #expect(try await undo.getItem(step.key) == step.value)
  }

  @Test func `facts of what another program wrote are taken before they need the key`() async throws
  {
    let store = try folder.open()
    try await store.storage(namespace: "sessions").setItem("x", forKey: "other")
    let bob = SampleTokens { $0.username = "bob" }
    for (key, value) in bob.items {
      try folder.sqlite(
        """
        INSERT INTO item (namespace, key, value) \
        VALUES ('sessions', CAST('\(key)' AS BLOB), CAST('\(value)' AS BLOB))
        """
      )
    }
    #expect(try await store.encrypt(.passphrase(secret, cost: .none)) == .done)
    let asked = Counter()
    let page = try await reopened(asked).storage(namespace: "sessions")
      .summaries(after: nil, limit: 9)
    #expect(page?.rows.map(\.user.username) == ["bob"])
    #expect(await asked.count == 0)
  }
}
