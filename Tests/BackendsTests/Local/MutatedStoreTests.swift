import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// SQLite files that were damaged: a storage error or what is stored, never the end of the program.
@Suite(.timeLimit(.minutes(30)))
struct MutatedStoreTests {
  @Test func `3,000 mutated stores neither trap nor hang, and a save changes nothing else`()
    async throws
  {
    let folder = try StoreFolder(inMemory: true)
    try await Self.fill(folder)
    let whole = StoreFolder.bytes(folder.file)
    var mutator = Mutator()
    var (refused, saved, torn) = (0, 0, 0)
    let rounds = getenv("AUTHTOP_FULL") == nil ? 3000 : 30_000
    for round in 0..<rounds {
      // A new file each time: the last round's store may still be closing its own.
      for suffix in ["", "-wal", "-shm"] { unlink(folder.file + suffix) }
      StoreFolder.write(mutator.pages(whole), to: folder.file)
      let begin = ContinuousClock.now
      do {
        let storage = try folder.storage()
        let before = try await storage.items(withPrefix: "")
        try await storage.setItem("v", forKey: "mine")
        let after = try await storage.items(withPrefix: "").filter { $0.key != "mine" }
        if after != before {
          torn += 1
          let kept = Set(after.map(\.key))
          let lost = before.filter { !kept.contains($0.key) }.map(\.key)
          Note.write("round \(round): \(before.count) became \(after.count), without \(lost)")
        }
        try #require(try await storage.getItem("mine") == "v", "round \(round)")
        saved += 1
      } catch is StorageError {
        refused += 1
      }
      let time = ContinuousClock.now - begin
      try #require(time < .seconds(20), "round \(round), seed \(mutator.seed) took \(time)")
    }
    Note.write("\(rounds) mutated stores: \(refused) refused, \(saved) saved into, 0 traps")
    #expect(torn == 0, "saves that changed another item, seed \(mutator.seed)")
    #expect(refused > rounds / 20 && saved > rounds / 20)
  }

  /// Some pages of items, and nothing in the log.
  private static func fill(_ folder: StoreFolder) async throws {
    let storage = try folder.storage()
    for number in 0..<40 {
      let value = String(repeating: "value \(number) ", count: 60)
      try await storage.setItem(value, forKey: "key \(number)")
    }
    try await storage.removeItem("key 7")
  }
}
