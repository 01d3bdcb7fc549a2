import TestSupport
import Testing

/// The demo by keys alone: what a newcomer sees and does first.
@Suite(.ownThread)
struct DemoTests {
  @Test(.runLimit(minutes: 20))
  func `the demo shows at least six sessions in four backends`() throws {
    let place = try Place()
    let start = ContinuousClock.now
    let terminal = try place.screen("demo")
    try terminal.wait("six sessions") { $0.sessionLines.count >= 6 }
    Note.write("demo: six sessions after \(ContinuousClock.now - start)")
    try terminal.waitForDemo()
    #expect(terminal.screen.text.contains("local 4"))
    #expect(terminal.screen.text.contains("cookie 2"))
    #expect(terminal.screen.text.contains("session 1"))
    #expect(terminal.screen.text.contains("memory 4"))
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
  }

  @Test(.runLimit(minutes: 20))
  func `the demo leaves nothing behind`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    #expect(try place.names("tmp").count == 1)
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
    for name in ["tmp", "home", "config"] { #expect(try place.names(name) == []) }
    #expect(try !place.names("").contains("data"))
  }

  @Test(.runLimit(minutes: 20))
  func `a countdown of seconds ticks`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    var seen: Set<String> = []
    try terminal.wait("three different countdowns") { screen in
      if let line = screen.session("bob", "local") { seen.insert(line) }
      return seen.count >= 3
    }
    // A slow start costs a minute at most.
    #expect(seen.allSatisfy { $0.contains("◐") && $0.contains(/[23]m/) })
  }

  @Test(.runLimit(minutes: 20))
  func `r renews a token and the pane shows the new exp`() throws {
    let place = try Place()
    let terminal = try place.screen("demo", columns: 200)
    try terminal.waitForDemo()
    try terminal.select("bob", "local")
    try terminal.wait("bob's exp") { screen in
      ["in 3m", "in 2m"].contains { screen.detail("exp")?.contains($0) == true }
    }
    let old = try #require(terminal.screen.detail("exp")).split(separator: " ")[1]
    try terminal.press("r", thenWaitFor: "refreshed bob")
    try terminal.wait("another exp") { screen in
      guard let line = screen.detail("exp") else { return false }
      return line.split(separator: " ")[1] != old && line.contains(/in 5[89]m/)
    }
    #expect(terminal.screen.session("bob", "local")?.contains("●") == true)
  }

  @Test(.runLimit(minutes: 20))
  func `v verifies until the token is another one`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.wait("the first session's claims") { $0.detail("signature") != nil }
    #expect(terminal.screen.detail("signature")?.contains("not verified yet") == true)
    try terminal.press("v", thenWaitFor: "verified with the pool's keys")
    #expect(terminal.screen.detail("signature")?.contains("✓ verified") == true)
    try terminal.press("r", thenWaitFor: "refreshed alice")
    try terminal.wait("a new token") {
      $0.detail("signature")?.contains("not verified yet") == true
    }
  }

  @Test(.runLimit(minutes: 20))
  func `R renews whatever is expiring or expired`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.press(
      "R",
      thenWaitFor: "1 refreshed; carol: the pool refused: Refresh Token has been revoked"
    )
    try terminal.wait("bob alive again") { $0.session("bob", "local")?.contains("●") == true }
    try terminal.wait("carol's end") { $0.session("carol", "local")?.contains("revoked") == true }
    #expect(terminal.screen.sessionLines.count == 11)
  }

  @Test(.runLimit(minutes: 20))
  func `m moves a session and its pointer goes with it`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.select("alice", "local")
    try terminal.press("m", thenWaitFor: "copied, read back and compared", "gone when authtop ends")
    try terminal.press("4", thenWaitFor: "moved alice from local to memory, pointer included")
    try terminal.wait(for: "local 3", "memory 5")
    #expect(terminal.screen.session("alice", "local") == nil)
    try terminal.press("b4", thenWaitFor: "memory is active now")
    try terminal.wait("the app's user in the other backend") { screen in
      screen.session("alice", "memory")?.contains("▸ ● alice") == true
        && screen.selectedSession?.contains("memory ★") == true
    }
  }
}
