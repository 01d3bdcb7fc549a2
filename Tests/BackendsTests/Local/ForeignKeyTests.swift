import AuthCore
import Backends
import TestSupport
import Testing

/// Keys and values of other programs that are no text: nothing goes round in circles over them, and
/// nothing of them changes.
@Suite(.timeLimit(.minutes(20)))
struct ForeignKeyTests {
  private let folder: StoreFolder

  init() throws {
    folder = try StoreFolder()
  }

  /// Keys below, between and above those of authtop, and values, in hexadecimal.
  private static let strange = [
    "7A80": "FF41", "436F676E69746F2EFF": "00", "6B80": "C3", "EFBF": "42", "FF": "FE",
    "FF41": "41",
  ]

  /// A store with `k0` to `k9` and the keys of others.
  private func filled() async throws -> LocalStore {
    let store = try folder.open()
    try await store.storage(namespace: "sessions").apply(
      (0..<10).map { .set(key: "k\($0)", value: "secret value \($0)") }
    )
    for (key, value) in Self.strange {
      try folder.sqlite(
        "INSERT INTO item (namespace, key, value) VALUES ('sessions', X'\(key)', X'\(value)')"
      )
    }
    return store
  }

  @Test func `encryption ends, seals them too and gives them back as they were`() async throws {
    let store = try await filled()
    let secret = StoreSecret(passphrase: Password("correct horse"))
    let before = try folder.column("SELECT hex(key) || hex(value) FROM item ORDER BY key")
    #expect(try await store.encrypt(.passphrase(secret, cost: .none)) == .done)
    let sealed = try folder.column("SELECT hex(value) FROM item WHERE length(value) < 29")
    #expect(sealed == [], "a nonce and a tag take 28 bytes")
    #expect(!StoreFolder.occurs(Array("secret value".utf8), in: StoreFolder.bytes(folder.file)))
    #expect(try await store.storage(namespace: "sessions").items(withPrefix: "k").count == 10)
    try await store.decrypt()
    #expect(try folder.column("SELECT hex(key) || hex(value) FROM item ORDER BY key") == before)
  }

  @Test(arguments: [1, 2, 3, 7, 100])
  func `pages pass over them and come to an end`(limit: Int) async throws {
    let storage = try await filled().storage(namespace: "sessions")
    var found: [String] = []
    for _ in 0..<20 {
      let page = try await storage.items(withPrefix: "", after: found.last, limit: limit)
      found += page.map(\.key)
      if page.count < limit { break }
    }
    #expect(found == (0..<10).map { "k\($0)" })
  }
}
