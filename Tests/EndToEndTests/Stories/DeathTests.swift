import Glibc
import Testing

/// 200 deaths of 10 kinds: each leaves the terminal as it was.
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
      Kind(name: "SIGTERM while stopped") { session in
        session.send(SIGSTOP)
        session.send(SIGTERM)
        session.send(SIGCONT)
      },
    ]
  }

  @Test(.timeLimit(.minutes(10)))
  func `200 deaths of 10 kinds leave the terminal as it was`() throws {
    let place = try Place()
    var deaths = 0
    for round in 0..<20 {
      for kind in Kind.all {
        let session = try ShellSession([], environment: place.environment)
        try session.terminal.wait("a first frame") {
          $0.isAlternate && $0.text.contains("Sessions") && $0.modes.contains(2004)
        }
        try kind.act(session)
        // A stopped program is a stopped job: its shell waits for a line before it goes on.
        if kind.name.contains("stopped") { try session.terminal.press("\n") }
        _ = try session.end()
        #expect(session.traces == [], "\(kind.name), round \(round)")
        deaths += 1
      }
    }
    #expect(deaths == 200)
  }
}
