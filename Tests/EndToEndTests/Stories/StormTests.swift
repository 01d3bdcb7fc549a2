import Glibc
import TestSupport
import Testing

/// 10,000 resizes and 200 stops as a job of a shell: no crash, and in the end the screen is what a fresh
/// one shows.
@Suite(.ownThread)
struct StormTests {
  /// How a program is stopped: by its key, by the signal that it can prepare for, and by the other one.
  private enum Stop: CaseIterable {
    case key, terminalStop, signal

    func act(_ session: ShellSession) throws {
      switch self {
      case .key: try session.terminal.press("\u{1A}")
      case .terminalStop: session.send(SIGTSTP)
      case .signal: session.send(SIGSTOP)
      }
    }
  }

  /// The cells with each digit as a 0, so that a clock's tick is no difference.
  private static func timeless(_ screen: VTScreen) -> [[String]] {
    screen.cells.map { row in
      row.map { $0.text.allSatisfy(\.isNumber) && !$0.text.isEmpty ? "0" : $0.text }
    }
  }

  /// 10,000 resizes, of which one in fifty finds the program stopped; how often it stopped and went on.
  private static func storm(_ session: ShellSession) throws -> Int {
    let terminal = session.terminal
    var random = SeededGenerator(seed: 20_260_303)
    func resize() {
      let isTiny = random.next() % 4 == 0
      terminal.storm(
        columns: Int(random.next() % (isTiny ? 3 : 200)) + 1,
        rows: Int(random.next() % (isTiny ? 3 : 60)) + 1
      )
    }
    for round in 0..<200 {
      for _ in 0..<49 { resize() }
      try terminal.press("j")
      let how = Stop.allCases[round % Stop.allCases.count]
      try how.act(session)
      guard try session.waitForStopInStorm() else { return round }
      resize()
      // Its shell brings it back at the next line; a stop that came before the program was ready for it
      // leaves the terminal raw, where a carriage return ends none.
      try terminal.press("\n")
      guard try session.waitForStartInStorm() else { return round }
    }
    return 200
  }

  @Test(.runLimit(minutes: 10))
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
    let session = try ShellSession([], environment: place.environment(for: pool), seconds: 400)
    let terminal = session.terminal
    try terminal.wait("the sessions") { $0.sessionLines.count == 2 }
    #expect(try Self.storm(session) == 200)
    try terminal.startOver(columns: 120, rows: 40)
    let fresh = try place.screen(pool: pool)
    try fresh.wait("the sessions") { $0.sessionLines.count == 2 }
    try fresh.press("G")
    try fresh.wait("the last one's detail") {
      $0.text.contains("bob · Access") && $0.detail("signature") != nil
    }
    try terminal.press("G\u{0C}")
    // Both tick, so each look is at both.
    try terminal.wait("the same as a fresh one:\n\(fresh.screen.text)") { screen in
      fresh.takeWaiting()
      return Self.timeless(screen) == Self.timeless(fresh.screen)
    }
    try terminal.press("q")
    #expect(try session.end() == 0)
  }
}
