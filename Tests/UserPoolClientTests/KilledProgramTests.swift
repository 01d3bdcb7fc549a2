import Glibc
import TestSupport
import Testing

/// Real programs, killed while they sign out and renew, held against the pool's own ledger: the pool kill
/// driver's verdict.
@Suite(.timeLimit(.minutes(30)))
struct KilledProgramTests {
  @Test
  func `killed sign-outs and refreshes claim nothing that the ledger lacks, and repeats end them`()
    async throws
  {
    let isFull = getenv("AUTHTOP_FULL") != nil
    let lines = try await BesideTests.run(
      "PoolKillDriver",
      isFull ? ["--full"] : ["--rounds", "40"],
      seconds: isFull ? 1500 : 600
    )
    for line in lines { Note.write("pool kill driver: \(line)") }
    #expect(lines.last?.hasPrefix("no fault in ") == true, "\(lines)")
    // Most were killed on the way, else the check sees nothing.
    let killed = lines.filter { $0.hasPrefix("sign-out") }.compactMap { line in
      line.split(separator: " ").compactMap { Int($0) }.dropFirst().first
    }
    #expect(killed.count == 2 && killed.allSatisfy { $0 > (isFull ? 200 : 16) })
  }

  @Test
  func `programs that renew over a bad network and are killed lose no session without its label`()
    async throws
  {
    let isFull = getenv("AUTHTOP_FULL") != nil
    let lines = try await BesideTests.run(
      "PoolKillDriver",
      // Of few attempts more are killed, or there would be hardly any.
      isFull ? ["--network", "2000"] : ["--network", "120", "--kills", "10"],
      seconds: isFull ? 1500 : 600
    )
    for line in lines { Note.write("pool kill driver: \(line)") }
    #expect(lines.last?.hasPrefix("no fault in ") == true, "\(lines)")
    let figures = lines.filter { $0.hasPrefix("network") }.map { line in
      line.split { !$0.isNumber }.compactMap { Int($0) }
    }
    // How many are renewed between bad spells is chance: some must be, or the check sees nothing.
    // Attempts, renewed, killed, lost with a label, and the most requests of one attempt.
    try #require(figures.count == 2 && figures.allSatisfy { $0.count >= 5 })
    for figure in figures {
      #expect(figure[0] >= (isFull ? 2000 : 120) && figure[1] >= 10, "\(figure)")
      #expect(figure[2] > (isFull ? 4 : 0) && figure[4] <= 3, "\(figure)")
    }
    #expect(figures[0][3] == 0 && figures[1][3] > 0, "the network was not bad enough: \(figures)")
  }

  @Test func `the same driver catches a program that claims before it asks`() async throws {
    let lines = try await BesideTests.run("PoolKillDriver", ["--control"], seconds: 600)
    #expect(
      lines.contains { $0.hasPrefix("FAULT") && $0.contains("the ledger lacks it") },
      "\(lines)"
    )
    #expect(lines.last == "exit code 1")
  }
}
