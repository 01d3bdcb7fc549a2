import Glibc
import TestSupport
import Testing

/// Deaths of 12 kinds: as many rounds as there is time for, and more than 200 deaths where `AUTHTOP_FULL` is set.
@Suite(.ownThread)
struct DeathTests {
  /// A way to end the program in the middle of what it does.
  private struct Kind: Sendable {
    let name: String
    let act: @Sendable (ShellSession) throws -> Void

    static let all: [Kind] = [
      Kind(name: "q") { try $0.terminal.press("q") },
      Kind(name: "Ctrl-C in the palette") { try $0.terminal.press(":x\u{03}") },
      Kind(name: "SIGTERM") { $0.send(SIGTERM) },
      Kind(name: "SIGHUP") { $0.send(SIGHUP) },
      Kind(name: "SIGQUIT in a box") { session in
        try session.terminal.press("?")
        session.send(SIGQUIT)
      },
      Kind(name: "SIGSEGV") { $0.send(SIGSEGV) },
      Kind(name: "SIGABRT") { $0.send(SIGABRT) },
      Kind(name: "SIGILL, as a trap") { $0.send(SIGILL) },
      Kind(name: "SIGFPE while it resizes") { session in
        session.terminal.resize(columns: 80, rows: 24)
        session.send(SIGFPE)
        session.terminal.resize(columns: 120, rows: 40)
      },
      Kind(name: "SIGBUS in the settings") { session in
        try session.terminal.press(",", thenWaitFor: "as in the file")
        session.send(SIGBUS)
      },
      Kind(name: "SIGTERM while stopped, then SIGCONT") { session in
        try session.stop()
        session.send(SIGTERM)
        session.send(SIGCONT)
        try session.waitForDeath()
        try session.terminal.press("\r")
      },
      Kind(name: "SIGTERM while stopped, then fg") { session in
        try session.stop()
        session.send(SIGTERM)
        try session.terminal.press("\r")
      },
    ]
  }

  @Test(.timeLimit(.minutes(10)))
  func `deaths of 12 kinds leave the terminal as it was`() throws {
    let place = try Place()
    let isFull = getenv("AUTHTOP_FULL") != nil
    let enough = ContinuousClock.now + .seconds(40)
    var deaths = 0
    for round in 0..<17 where isFull || round < 3 || ContinuousClock.now < enough {
      for kind in Kind.all {
        let session = try ShellSession([], environment: place.environment)
        try session.terminal.wait("a first frame") {
          $0.isAlternate && $0.text.contains("Sessions") && $0.modes.contains(2004)
        }
        try kind.act(session)
        _ = try session.end()
        #expect(session.traces == [], "\(kind.name), round \(round)")
        deaths += 1
      }
    }
    Note.write("\(deaths) deaths of \(Kind.all.count) kinds")
    #expect(deaths >= (isFull ? 200 : 3 * Kind.all.count))
  }
}
