import Glibc
import TestSupport
import Testing

/// 204 deaths of 12 kinds, one of each kind at a time.
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

  private static let rounds = 17

  @Test(.runLimit(minutes: 20))
  func `204 deaths of 12 kinds leave the terminal as it was`() throws {
    let place = try Place()
    var deaths = 0
    for round in 0..<Self.rounds {
      // They start, and die, together: most of their time is the kernel's and the shells'.
      let sessions = try Kind.all.map { _ in
        try ShellSession([], environment: place.environment, seconds: 120)
      }
      for session in sessions {
        try session.terminal.wait("a first frame") {
          $0.isAlternate && $0.text.contains("Sessions") && $0.modes.contains(2004)
        }
      }
      for (kind, session) in zip(Kind.all, sessions) { try kind.act(session) }
      for (kind, session) in zip(Kind.all, sessions) {
        _ = try session.end()
        #expect(session.traces == [], "\(kind.name), round \(round)")
        deaths += 1
      }
    }
    Note.write("\(deaths) deaths of \(Kind.all.count) kinds")
    #expect(deaths >= 200 && Kind.all.count >= 10)
  }
}
