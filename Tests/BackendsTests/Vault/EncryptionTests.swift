import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// An encrypted store: what is readable without its key, what is not, and what is left in the file.
@Suite(.timeLimit(.minutes(20)))
struct EncryptionTests {
  private let folder: StoreFolder
  private let tokens = SampleTokens { $0.refresh = "h.k.i.c.refreshsecret" }
  private let secret = StoreSecret(passphrase: Password("correct horse"))

  init() throws {
    folder = try StoreFolder()
  }

  /// A store with one session, an undo step and a note, encrypted.
  private func encrypted() async throws -> LocalStore {
    let store = try folder.open()
    let storage = store.storage(namespace: "sessions")
    try await storage.apply(
      tokens.items.merging(tokens.pointer) { $1 }.map { .set(key: $0.key, value: $0.value) }
    )
    try await store.storage(namespace: "undo").setItem(tokens.access, forKey: "step")
    try await store.storage(namespace: "state").setItem("local", forKey: "active")
    #expect(try await store.encrypt(.passphrase(secret, cost: .none)) == .done)
    return store
  }

  private var marks: [[UInt8]] {
    // The middle of a token: sealed bytes never hold it, wherever a page ends.
    [tokens.access, tokens.id, "refreshsecret"].map { Array($0.utf8.suffix(40).prefix(20)) }
  }

  /// Which of the marks stand in any of the store's files.
  private func left() -> Int {
    ["", "-wal", "-shm", "-journal"].map { StoreFolder.bytes(folder.file + $0) }
      .reduce(0) { count, bytes in count + marks.count { StoreFolder.occurs($0, in: bytes) } }
  }

  @Test func `a plain store holds the tokens, an encrypted one holds nothing of them`() async throws
  {
    let store = try folder.open()
    try await store.storage(namespace: "sessions").apply(
      tokens.items.map { .set(key: $0.key, value: $0.value) }
    )
    #expect(left() > 0, "the search would find nothing anyway")
    _ = try await encrypted()
    #expect(left() == 0)
  }

  @Test func `what was overwritten or removed before is gone from the file too`() async throws {
    let storage = try folder.storage()
    for number in 0..<50 {
      let old = SampleTokens {
        $0.username = "user\(number)"; $0.refresh = "refreshsecret"
      }
      try await storage.apply(old.items.map { .set(key: $0.key, value: $0.value) })
    }
    try folder.sqlite("PRAGMA secure_delete = OFF; DELETE FROM item")
    #expect(left() > 0)
    _ = try await encrypted()
    #expect(left() == 0)
  }

  @Test func `names, times and states are read without the key`() async throws {
    let plain = try folder.open()
    _ = try await encrypted()
    let before = try await plain.storage(namespace: "sessions").summaries(after: nil, limit: 9)
    let other = try folder.open()
    #expect(try await other.encryption() == .passphrase(isLocked: true))
    let storage = other.storage(namespace: "sessions")
    #expect(try await storage.summaries(after: nil, limit: 9) == before)
    #expect(before?.rows.first?.facts == SessionFacts(stored))
    #expect(try await storage.getItem(tokens.key(.clockDrift)) == "0")
    #expect(try await storage.getItem(AmplifyKey.lastAuthUser(clientID: "client1").text) == "alice")
    #expect(try await other.storage(namespace: "state").getItem("active") == "local")
  }

  private var stored: StoredSession {
    var stored = StoredSession(clientID: "client1", username: "alice")
    for name in AmplifyKey.Name.allCases { stored[name] = tokens.items[tokens.key(name)] }
    return stored
  }

  @Test func `a token, an undo step and any write of one need the key`() async throws {
    _ = try await encrypted()
    let other = try folder.open()
    let storage = other.storage(namespace: "sessions")
    let locked = StorageError.locked(by: "a passphrase")
    await #expect(throws: locked) { try await storage.getItem(tokens.key(.accessToken)) }
    await #expect(throws: locked) { try await storage.items(withPrefix: "") }
    await #expect(throws: locked) { try await storage.setItem("x", forKey: "other") }
    await #expect(throws: locked) {
      try await other.storage(namespace: "undo").getItem("step")
    }
    // Signing out locally needs no key.
    try await storage.removeItem(tokens.key(.idToken))
    #expect(try await storage.summaries(after: nil, limit: 9)?.rows.first?.facts.idToken == nil)
    try await other.unlock(secret)
    #expect(try await storage.getItem(tokens.key(.accessToken)) == tokens.access)
    #expect(try await other.storage(namespace: "undo").getItem("step") == tokens.access)
  }

  @Test func `a wrong passphrase changes nothing`() async throws {
    _ = try await encrypted()
    let before = StoreFolder.bytes(folder.file)
    let other = try folder.open()
    let wrong = StoreSecret(passphrase: Password("Correct horse"))
    await #expect(throws: StorageError.wrongSecret("passphrase")) { try await other.unlock(wrong) }
    await #expect(throws: StorageError.locked(by: "a passphrase")) { try await other.decrypt() }
    await #expect(throws: StorageError.locked(by: "a passphrase")) {
      try await other.encrypt(.passphrase(wrong, cost: .none))
    }
    #expect(StoreFolder.bytes(folder.file) == before)
    #expect(try await other.encryption() == .passphrase(isLocked: true))
  }

  @Test func `the source is asked once, when a token is needed`() async throws {
    _ = try await encrypted()
    let asked = Counter()
    let store = try LocalStore.open(
      directory: folder.path,
      keys: KeySource(secretService: nil) {
        await asked.add()
        return Password("correct horse")
      }
    )
    let storage = store.storage(namespace: "sessions")
    _ = try await storage.summaries(after: nil, limit: 9)
    #expect(await asked.count == 0)
    async let first = storage.getItem(tokens.key(.accessToken))
    async let second = storage.getItem(tokens.key(.idToken))
    #expect(try await [first, second] == [tokens.access, tokens.id])
    #expect(await asked.count == 1)
  }

  private actor Counter {
    var count = 0
    func add() { count += 1 }
  }

  @Test func `values swapped between places are refused`() async throws {
    let store = try await encrypted()
    let storage = store.storage(namespace: "sessions")
    let names = (tokens.key(.accessToken), tokens.key(.idToken))
    // The triggers refuse other programs, so the swap is made behind their back.
    try folder.sqlite(
      """
      INSERT INTO writer (id) VALUES (1);
      UPDATE item SET value = (SELECT value FROM item WHERE key = CAST('\(names.1)' AS BLOB)) \
      WHERE key = CAST('\(names.0)' AS BLOB);
      UPDATE item SET namespace = 'elsewhere' WHERE namespace = 'undo';
      DELETE FROM writer
      """
    )
    for (namespace, key) in [("sessions", names.0), ("elsewhere", "step")] {
      let error = await #expect(throws: StorageError.self) {
        try await store.storage(namespace: namespace).getItem(key)
      }
      guard case .corrupt = error else { throw StorageContract.Breach("\(error as Any)") }
    }
    #expect(try await storage.getItem(names.1) == tokens.id)
  }

  @Test func `a value put there in plain text is refused`() async throws {
    let store = try await encrypted()
    #expect(throws: (any Error).self) {
      try folder.sqlite("UPDATE item SET value = CAST('forged' AS BLOB)")
    }
    try folder.sqlite(
      """
      INSERT INTO writer (id) VALUES (1);
      UPDATE item SET value = CAST('forged' AS BLOB); DELETE FROM writer
      """
    )
    let error = await #expect(throws: StorageError.self) {
      try await store.storage(namespace: "sessions").getItem(tokens.key(.accessToken))
    }
    guard case .corrupt = error else { throw StorageContract.Breach("\(error as Any)") }
  }

  @Test func `another passphrase takes the place of the old one`() async throws {
    let store = try await encrypted()
    let next = StoreSecret(passphrase: Password("battery staple"))
    #expect(try await store.encrypt(.passphrase(next, cost: .none)) == .done)
    let other = try folder.open()
    await #expect(throws: StorageError.wrongSecret("passphrase")) { try await other.unlock(secret) }
    try await other.unlock(next)
    let storage = other.storage(namespace: "sessions")
    #expect(try await storage.getItem(tokens.key(.idToken)) == tokens.id)
    #expect(left() == 0)
  }

  @Test func `a program that holds the old key finds out`() async throws {
    let store = try await encrypted()
    let other = try folder.open()
    try await other.unlock(secret)
    let next = StoreSecret(passphrase: Password("battery staple"))
    _ = try await store.encrypt(.passphrase(next, cost: .none))
    let storage = other.storage(namespace: "sessions")
    await #expect(throws: StorageError.locked(by: "a passphrase")) {
      try await storage.setItem(tokens.id, forKey: tokens.key(.idToken))
    }
    try await other.unlock(next)
    #expect(try await storage.getItem(tokens.key(.idToken)) == tokens.id)
  }

  @Test func `turned off, everything is as it was`() async throws {
    let store = try await encrypted()
    try await store.decrypt()
    let other = try folder.open()
    #expect(try await other.encryption() == .off)
    for item in try await other.storage(namespace: "sessions").items(withPrefix: "") {
      #expect(tokens.items.merging(tokens.pointer) { $1 }[item.key] == item.value)
    }
    #expect(try await other.storage(namespace: "undo").getItem("step") == tokens.access)
  }

  @Test func `a store that asks for too much work is refused`() async throws {
    _ = try await encrypted()
    try folder.sqlite("UPDATE vault SET cost = 40")
    let other = try folder.open()
    let error = await #expect(throws: StorageError.self) { try await other.unlock(secret) }
    guard case .corrupt = error else { throw StorageContract.Breach("\(error as Any)") }
  }

  @Test func `no description tells the secret`() {
    #expect(!String(reflecting: secret).contains("horse"))
    #expect(!"\(secret)".contains("horse"))
  }
}
