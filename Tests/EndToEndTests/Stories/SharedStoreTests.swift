import TestSupport
import Testing

/// Several programs on one store.
@Suite(.ownThread)
struct SharedStoreTests {
  @Test(.runLimit(minutes: 20))
  func `two screens show within a second what a third program signs in`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    let screens = [
      try place.screen(pool: pool), try place.screen(columns: 80, rows: 24, pool: pool),
    ]
    for terminal in screens { try terminal.wait(for: "0 sessions", "local 0") }
    var took: [Duration] = []
    for (count, user) in ["alice", "bob", "zoë"].enumerated() {
      let run = try place.run(
        ["sign-in", user, "--password-stdin"],
        input: Array(PoolProcess.password.utf8),
        pool: pool
      )
      #expect(run.code == 0, "\(run.errorText)")
      let end = ContinuousClock.now
      for terminal in screens {
        try terminal.wait("\(user) on every screen") { screen in
          screen.sessionLines.count == count + 1 && screen.session(user, "local") != nil
        }
      }
      took.append(ContinuousClock.now - end)
    }
    Note.write("sign-in to both screens: \(took.min() ?? .zero) to \(took.max() ?? .zero)")
    // A busy machine delays the one or the other; a bell that comes late is late each time.
    #expect(took.min() ?? .seconds(9) < .seconds(1))
    try screens[0].select("bob", "local")
    try screens[0].press("d", thenWaitFor: "[ Cancel ]")
    try screens[0].press("\t\r", thenWaitFor: "[ Close ]")
    try screens[1].wait("one less") { $0.sessionLines.count == 2 }
    try screens[0].press("\r")
    try screens[0].wait(gone: "Close")
    for terminal in screens {
      try terminal.press("q")
      #expect(try terminal.end().code == 0)
    }
  }
}
