import Glibc
import TestSupport
import Testing

/// 10,000 resizes and 200 stops: no crash, and in the end the screen is what a fresh one shows.
@Suite(.ownThread)
struct StormTests {
  /// The cells with each digit as a 0, so that a clock's tick is no difference.
  private static func timeless(_ screen: VTScreen) -> [[String]] {
    screen.cells.map { row in
      row.map { $0.text.allSatisfy(\.isNumber) && !$0.text.isEmpty ? "0" : $0.text }
    }
  }

  @Test(.timeLimit(.minutes(10)))
  func `10,000 resizes and 200 stops end in a whole screen`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    for user in ["alice", "bob"] {
      _ = try place.run(
        ["sign-in", user, "--password-stdin"],
        input: Array(PoolProcess.password.utf8),
        pool: pool
      )
    }
    let terminal = try place.screen(pool: pool, seconds: 240)
    try terminal.wait("the sessions") { $0.sessionLines.count == 2 }
    var random = SeededGenerator(seed: 20_260_303)
    for round in 0..<10_000 {
      let isTiny = random.next() % 4 == 0
      terminal.storm(
        columns: Int(random.next() % (isTiny ? 3 : 200)) + 1,
        rows: Int(random.next() % (isTiny ? 3 : 60)) + 1
      )
      guard round % 50 == 0 else { continue }
      terminal.child.kill(round % 100 == 0 ? SIGTSTP : SIGSTOP)
      terminal.child.kill(SIGCONT)
      try terminal.press("j")
    }
    #expect(!terminal.child.hasEnded)
    terminal.startOver(columns: 120, rows: 40)
    let fresh = try place.screen(pool: pool)
    try fresh.wait("the sessions") { $0.sessionLines.count == 2 }
    try fresh.press("G")
    try fresh.wait("the last one's detail") {
      $0.text.contains("bob · Access") && $0.detail("signature") != nil
    }
    try terminal.press("G\u{0C}")
    let wanted = Self.timeless(fresh.screen)
    try terminal.wait("the same as a fresh one:\n\(fresh.screen.text)") {
      Self.timeless($0) == wanted
    }
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
  }
}
