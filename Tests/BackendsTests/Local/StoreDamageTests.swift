import AuthCore
import Backends
import TestSupport
import Testing

/// Files that are not what authtop left: newer, foreign, cut or with flipped bits.
@Suite(.timeLimit(.minutes(20)))
struct StoreDamageTests {
  private let folder: StoreFolder

  init() throws {
    folder = try StoreFolder()
  }

  @Test func `a newer format is read and never written`() async throws {
    try await folder.fill()
    try folder.sqlite("PRAGMA user_version = 3")
    let before = StoreFolder.bytes(folder.file)
    let store = try folder.open()
    let storage = store.storage(namespace: "sessions")
    #expect(store.obstacle == .newerFormat(found: 3, known: 2))
    #expect(try await storage.getItem("key") == "value")
    await #expect(throws: StorageError.newerFormat(found: 3, known: 2)) {
      try await storage.setItem("other", forKey: "key")
    }
    await #expect(throws: StorageError.newerFormat(found: 3, known: 2)) {
      try await storage.clear()
    }
    #expect(StoreFolder.bytes(folder.file) == before)
  }

  @Test func `sealed values of a newer format are locked, and no value without the key`()
    async throws
  {
    let own = try folder.open()
    let key = AmplifyKey.tokenSet(clientID: "c", username: "u", name: .accessToken).text
    try await own.storage(namespace: "sessions").setItem("value", forKey: key)
    let secret = StoreSecret(passphrase: Password("secret"))
    #expect(try await own.encrypt(.passphrase(secret, cost: .none)) == .done)
    own.close()
    try folder.sqlite("PRAGMA user_version = 3")
    let store = try folder.open()
    let storage = store.storage(namespace: "sessions")
    #expect(try await store.encryption() == .passphrase(isLocked: true))
    await #expect(throws: StorageError.self) { try await storage.getItem(key) }
    try await store.unlock(secret)
    #expect(try await storage.getItem(key) == "value")
    await #expect(throws: StorageError.newerFormat(found: 3, known: 2)) {
      try await storage.setItem("other", forKey: key)
    }
  }

  @Test(
    arguments: [
      "CREATE TABLE extra (a)", "CREATE VIEW extra AS SELECT 1",
      "CREATE TRIGGER extra AFTER INSERT ON item BEGIN DELETE FROM item; END",
      "DROP TABLE generation", "PRAGMA application_id = 1",
    ]
  )
  func `a file with foreign tables is refused`(sql: String) async throws {
    try await folder.fill()
    try folder.sqlite(sql)
    try expectCorrupt()
  }

  @Test func `an empty file, a text and a picture are refused`() async throws {
    try await folder.fill()
    let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47] + [UInt8](repeating: 7, count: 5000)
    for bytes in [[], Array("hello".utf8), picture] {
      StoreFolder.write(bytes, to: folder.file)
      try expectCorrupt()
      #expect(StoreFolder.bytes(folder.file) == bytes, "the file is left as it was")
    }
  }

  @Test func `a file cut anywhere is refused or read, and never changed`() async throws {
    try await folder.fill(String(repeating: "value", count: 20_000))
    let whole = StoreFolder.bytes(folder.file)
    #expect(whole.count > 100_000)
    let cuts =
      [1, 15, 16, 99, 100, 101, 512] + Array(stride(from: 4096, to: whole.count, by: 4096))
    var refusals = 0
    for cut in cuts {
      StoreFolder.write(Array(whole[..<cut]), to: folder.file)
      if try await !isReadable() { refusals += 1 }
      #expect(StoreFolder.bytes(folder.file) == Array(whole[..<cut]), "cut at \(cut)")
    }
    #expect(refusals == cuts.count)
  }

  @Test func `flipped bits never end the program`() async throws {
    try await folder.fill(String(repeating: "value", count: 8000))
    let whole = StoreFolder.bytes(folder.file)
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    var refusals = 0
    for _ in 0..<150 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let limit = Bool.random(using: &random) ? 200 : bytes.count
        bytes[Int.random(in: 0..<limit, using: &random)] ^=
          1 << UInt8.random(in: 0..<8, using: &random)
      }
      StoreFolder.write(bytes, to: folder.file)
      if try await !isReadable() { refusals += 1 }
    }
    #expect(refusals > 0, "no damage was noticed, seed \(seed)")
  }

  /// Whether the store opens and lists; any failure must be a storage error.
  private func isReadable() async throws -> Bool {
    do {
      _ = try await folder.storage().items(withPrefix: "")
      return true
    } catch is StorageError {
      return false
    }
  }

  private func expectCorrupt() throws {
    let error = #expect(throws: StorageError.self) { try folder.open() }
    guard case .corrupt = error else {
      throw StorageContract.Breach("failed otherwise: \(String(describing: error))")
    }
  }
}
