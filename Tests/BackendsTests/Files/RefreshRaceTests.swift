import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// Many processes that renew one session at a pool without a grace period.
@Suite(.ownThread, .serialized, .runLimit(minutes: 20))
struct RefreshRaceTests {
  private static let racers = 64
  /// Where processes are killed.
  ///
  /// Before the lock, holding it with nothing sent, and with everything stored. In between, where
  /// the pool has answered and nothing is stored, no lock helps: that is for the note of the intent.
  private static let points = ["waiting", "holding", "stored"]

  @Test func `64 processes make one call a round, though a quarter is killed in every other`()
    async throws
  {
    let folder = try TemporaryFolder()
    let seed = UInt64.random(in: 0 ... .max)
    let result = try race(folder, rounds: 20, isLocked: true, seed: seed)
    #expect(result.calls == 20, "seed \(seed)")
    #expect(result.reuses == 0, "seed \(seed)")
    #expect(result.killed == 160)
    #expect(result.errors == [], "seed \(seed)")
    // The last tokens that the issuer gave out are those that are stored.
    let storage = try LocalStore.open(directory: folder.path + "/store")
      .storage(namespace: "sessions")
    let key = AmplifyKey.tokenSet(clientID: "client1", username: "alice", name: .refreshToken)
    #expect(try await storage.getItem(key.text) == "h.k.i.c.refresh-20")
  }

  @Test func `without the lock the same race uses tokens twice`() throws {
    let folder = try TemporaryFolder()
    let result = try race(folder, rounds: 2, isLocked: false, seed: 1)
    #expect(result.reuses > 0, "the check sees nothing")
  }

  private struct Result {
    var calls = 0
    var reuses = 0
    var killed = 0
    var errors: [String] = []
  }

  private func race(
    _ folder: TemporaryFolder,
    rounds: Int,
    isLocked: Bool,
    seed: UInt64
  ) throws -> Result {
    var random = SeededGenerator(seed: seed)
    var result = Result()
    let seeding = try #require(ChildProcess("KillWriter", ["race-seed", folder.path]))
    #expect(seeding.line() == nil)
    #expect(seeding.wait() == 0)
    let arguments = ["race", folder.path, isLocked ? "locked" : "alone"]
    var racers: [SteppedProcess?] = Array(repeating: nil, count: Self.racers)
    for round in 0..<rounds {
      for index in racers.indices where racers[index] == nil {
        racers[index] = SteppedProcess(arguments)
      }
      for racer in racers { racer?.tell("look") }
      for racer in racers { #expect(racer?.answer() == "looked") }
      let dying = round % 2 == 1 ? Set(racers.indices.shuffled(using: &random).prefix(16)) : []
      for index in racers.indices.shuffled(using: &random) {
        let point = Self.points[Int.random(in: 0..<3, using: &random)]
        racers[index]?.tell(dying.contains(index) ? "die \(point)" : "go")
      }
      for index in racers.indices {
        let answer = racers[index]?.answer()
        // Killed while it gave the lock up: it has answered nothing either.
        if answer == nil { racers[index] = nil }
        if answer == nil, dying.contains(index) { result.killed += 1 }
        if answer == nil, !dying.contains(index) { result.errors.append("ended by itself") }
        if let answer, answer.hasPrefix("error") { result.errors.append(answer) }
      }
    }
    let ledger = StoreFolder.bytes(folder.path + "/issuer").split(separator: 10)
    result.calls = ledger.count { $0.starts(with: "call".utf8) }
    result.reuses = ledger.count { $0.starts(with: "reuse".utf8) }
    return result
  }
}
