import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// Jars that were damaged: nothing of them ends the program, and a save leaves every line alone.
@Suite(.timeLimit(.minutes(30)))
struct MutatedJarTests {
  @Test func `7,000 mutated jars neither trap nor lose a line`() async throws {
    let folder = try JarFolder(inMemory: true)
    var mutator = Mutator()
    let whole = Array(
      (CookieJarTests.foreign + [
        "localhost\tFALSE\t/\tTRUE\t0\tk\tv",
        "#HttpOnly_.localhost\tTRUE\t/\tFALSE\t1893456000\tCognito%2Ea\t%22v%E2%82%AC%22",
      ]).joined(separator: "\n").utf8
    )
    let hosts = ["elsewhere.example", "localhost"]
    let storages = try hosts.map { host in
      try folder.storage("", options: CookieOptions(host: host))
    }
    let rounds = getenv("AUTHTOP_FULL") == nil ? 7000 : 70_000
    for round in 0..<rounds {
      let bytes = mutator.text(whole)
      let (storage, host) = (storages[round % 2], hosts[round % 2])
      StoreFolder.write(bytes, to: folder.file)
      let before = try await storage.items(withPrefix: "")
      try await storage.setItem("v", forKey: "mine")
      let end = bytes.isEmpty || bytes.last == 0x0A ? "" : "\n"
      let line = "\(end)\(host)\tFALSE\t/\tTRUE\t\(JarFolder.expiry)\tmine\tv\n"
      try #require(
        StoreFolder.bytes(folder.file) == bytes + Array(line.utf8),
        "round \(round), seed \(mutator.seed)"
      )
      let after = try await storage.items(withPrefix: "").filter { $0.key != "mine" }
      try #require(after == before, "round \(round), seed \(mutator.seed)")
    }
    Note.write("\(rounds) mutated jars: 0 traps, 0 lines changed")
  }
}
